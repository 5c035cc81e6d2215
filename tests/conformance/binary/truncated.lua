-- No part of a chunk is a chunk. Manual 6.1.
local function f(a, ...)
  local t = { a, x = "text", 1.5, ... }
  for i = 1, #t do t[i] = function() return t, i end end
  return t
end
for _, strip in ipairs { false, true } do
  local chunk = string.dump(f, strip)
  local loaded, messages = 0, {}
  for length = 1, #chunk - 1 do
    local g, message = load(chunk:sub(1, length), "=part")
    if g then loaded = loaded + 1 else messages[message] = true end
  end
  local message = next(messages)
  print(loaded, message, next(messages, message))
end
--> 0	part: bad binary format (truncated chunk)	nil
--> 0	part: bad binary format (truncated chunk)	nil
