-- attack: cpu; an endless character of a megabyte of continuation bytes
-- expect: limit:cpu
local s = "a" .. string.rep("\x80", 1000000)
local step = utf8.codes("a")
while true do
  pcall(step, s, 1)
  utf8.offset(s, 2)
  utf8.offset(s, 0, #s)
  pcall(utf8.offset, s, -1)
end
