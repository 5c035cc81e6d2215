-- Metamethods of the table of modules are respected. Manual 6.3.
setmetatable(package.loaded, { __index = function(_, name) return "made up: " .. name end })
print(require "anything")  --> made up: anything
