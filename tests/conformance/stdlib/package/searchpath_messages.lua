-- The names that were tried are listed. Manual 6.3.
print(package.searchpath("a.b", "./?.none;/no/?/x"))
--> nil	no file './a/b.none'
--> 	no file '/no/a/b/x'
print(package.searchpath("a.b", "./?.none", ""))         --> nil	no file './a.b.none'
print(package.searchpath("a-b", "?.none", "-", "+"))     --> nil	no file 'a+b.none'
print(package.searchpath("a.b", "?/?.none", ".", "::"))  --> nil	no file 'a::b/a::b.none'
print(package.searchpath("x", "no mark"))                --> nil	no file 'no mark'
