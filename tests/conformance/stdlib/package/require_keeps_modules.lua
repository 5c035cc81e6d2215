-- A module is loaded once; its value is kept in package.loaded. Manual 6.3.
local count = 0
package.preload.counter = function(name) count = count + 1; return { name = name } end
local a, b = require("counter"), require "counter"
print(a == b, a == package.loaded.counter, a.name, count)  --> true	true	counter	1
package.loaded.counter = nil
print(require("counter") == a, count)  --> false	2
