-- A loader cannot yield across require. Manual 6.3.
package.preload.y = function() coroutine.yield() end
print(coroutine.resume(coroutine.create(function() return require "y" end)))
--> false	attempt to yield across a C-call boundary
