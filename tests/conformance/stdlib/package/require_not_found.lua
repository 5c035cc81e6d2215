-- The error of a module that is not found has an answer of every searcher. Manual 6.3.
package.path, package.cpath = "./?.none;/?/none", "./?.nolib"
print(pcall(require, "no.such"))
--> false	module 'no.such' not found:
--> 	no field package.preload['no.such']
--> 	no file './no/such.none'
--> 	no file '/no/such/none'
--> 	no file './no/such.nolib'
--> 	no file './no.nolib'
