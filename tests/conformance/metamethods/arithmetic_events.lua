-- Each arithmetic operator has its event. Manual 2.4.
local mt = {}
for _, op in ipairs { "add", "sub", "mul", "div", "mod", "pow", "idiv" } do
  mt["__" .. op] = function(a, b) return op end
end
local v = setmetatable({}, mt)
print(v + 1, v - 1, v * 1, v / 1, v % 1, v ^ 1, v // 1)  --> add	sub	mul	div	mod	pow	idiv
