-- Paths that are no strings are found out when they are used. Manual 6.3.
package.path = nil
print(pcall(require, "x"))  --> false	'package.path' must be a string
package.path, package.cpath = "", {}
print(pcall(require, "x"))  --> false	'package.cpath' must be a string
