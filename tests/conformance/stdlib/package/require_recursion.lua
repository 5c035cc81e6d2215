-- Modules may require each other if one of them is known by then. Manual 6.3.
package.preload.a = function(name)
  local a = {}
  package.loaded[name] = a
  a.b = require "b"
  return a
end
package.preload.b = function() return { a = require "a" } end
local a = require "a"
print(a.b.a == a)  --> true
