-- A loader that returns nothing makes the module true, unless it set a value itself. Manual 6.3.
package.preload.silent = function() end
package.preload.own = function(name) package.loaded[name] = "own value" end
package.preload.both = function(name) package.loaded[name] = "set"; return "returned" end
print(require "silent")                     --> true	:preload:
print(require "own")                        --> own value	:preload:
print(require "both", package.loaded.both)  --> returned	returned
