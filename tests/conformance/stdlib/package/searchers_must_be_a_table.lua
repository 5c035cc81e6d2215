-- Without a table of searchers nothing can be found. Manual 6.3.
local searchers = package.searchers
package.searchers = nil
print(pcall(require, "x"))  --> false	'package.searchers' must be a table
package.searchers = "no table"
print(pcall(require, "x"), require "string" == string)  --> false	true
package.searchers = searchers
print(#searchers, pcall(searchers[1]))
--> 4	false	bad argument #1 to '?' (string expected, got no value)
