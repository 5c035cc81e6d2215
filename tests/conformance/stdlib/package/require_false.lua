-- A module that is false is loaded each time. Manual 6.3.
local count = 0
package.preload.f = function() count = count + 1; return false end
print(require "f", package.loaded.f, count)  --> false	false	1
print(require "f", count)                    --> false	2
