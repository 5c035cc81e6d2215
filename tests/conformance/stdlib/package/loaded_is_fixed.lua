-- Assigning to package.loaded or package.preload does not change what require uses. Manual 6.3.
package.loaded, package.preload = {}, { m = function() return "never" end }
package.path, package.cpath = "", ""
print(require "string" == string)  --> true
print(pcall(require, "m"))
--> false	module 'm' not found:
--> 	no field package.preload['m']
--> 	no file ''
--> 	no file ''
