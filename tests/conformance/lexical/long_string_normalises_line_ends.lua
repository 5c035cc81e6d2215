-- Every kind of line end inside a long string reads as one newline. Manual 3.1.
for _, eol in ipairs { "\n", "\r", "\r\n", "\n\r" } do
  local s = load("return [[a" .. eol .. "b]]")()
  assert(#s == 3 and s:byte(2) == 10)
end
print(#load("return [[\r\r\n\n\r\n]]")())  --> 3
