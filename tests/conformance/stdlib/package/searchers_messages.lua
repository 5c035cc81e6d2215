-- Messages of searchers are put together; numbers count, other values do not. Manual 6.3.
package.searchers = {
  function() return 1.5 end, function() return nil end, function() return {} end,
  function() return true end, function() return "last" end,
}
print(pcall(require, "x"))
--> false	module 'x' not found:
--> 	1.5
--> 	last
