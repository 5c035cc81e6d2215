-- The error of a loader passes through, and the module stays unloaded. Manual 6.3.
package.preload.bad = function() error("cannot start", 0) end
package.preload.object = function() error({ code = 7 }) end
print(pcall(require, "bad"))                                         --> false	cannot start
print(select(2, pcall(require, "object")).code, package.loaded.bad)  --> 7	nil
package.preload.placed = function() error("cannot start") end
print(pcall(require, "placed"))  --> false	require_loader_error.lua:6: cannot start
