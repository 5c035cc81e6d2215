-- How fast source becomes code: makes about so many megabytes of Lua, loads them so many times.
-- `lua compile_speed.lua [MEGABYTES [TIMES]]`; runs on Lua 5.1 to 5.5, LuaJIT and Luau.
local megabytes = tonumber((...)) or 10
local times = tonumber((select(2, ...))) or 5
local load = loadstring or load

local seed = 12345
local function random(n)
  seed = (seed * 16807) % 2147483647
  return seed % n
end

local NAMES = {
  "alpha", "count", "index", "value", "result", "buffer", "entry", "node", "total", "width",
}
local function name() return NAMES[random(#NAMES) + 1] .. random(20) end
local function number()
  if random(2) == 0 then return tostring(random(100000)) end
  return random(1000) .. "." .. random(1000)
end

-- What a function is made of. NAME and NUMBER stand for one, each for another; SAME for one name.
local STATEMENTS = {
  [[
  local NAME = a * NUMBER + b / (NUMBER - c)
]],
  [[
  for SAME = 1, #list do
    if list[SAME] > NUMBER and not flag then
      sum = sum + list[SAME] % 7
    else
      sum = sum - 1
    end
  end
]],
  [[
  local NAME = { name = "NAME", size = NUMBER, NUMBER, "text NAME", nested = { x = a, [c] = true } }
]],
  [[
  -- NAME is a comment about NAME and what it does
]],
  [[
  if a == nil or b ~= "NAME" then
    return self:NAME(a, b, "NAME")
  elseif c <= NUMBER then
    self.NAME = string.format("%s=%d", b, c)
  end
]],
  [[
  list[#list + 1] = function(x, ...)
    sum = sum + x * NUMBER
    return x .. "NAME", select("#", ...)
  end
]],
  [[
  while sum > NUMBER do
    sum = sum / 2 ^ 3
    M.NAME(sum, NUMBER)
  end
]],
  [[
  print("message: " .. tostring(a) .. " " .. NUMBER, b.field.sub, c[NUMBER])
]],
}

local function statement()
  local same = name()
  local text = STATEMENTS[random(#STATEMENTS) + 1]
  text = text:gsub("NAME", name):gsub("NUMBER", number):gsub("SAME", same)
  return text
end

local parts, size = {}, 0
local function put(text)
  parts[#parts + 1] = text
  size = size + #text
end

put("local R = {}\n")
local group = 0
while size < megabytes * 1000000 do
  group = group + 1
  put("R[" .. group .. "] = (function()\nlocal M = {}\n")
  for i = 1, 40 do
    put("function M:" .. name() .. "_" .. i .. "(a, b, c)\n")
    put("  local list, sum, flag = {}, 0, false\n")
    for _ = 1, 4 + random(8) do put("  do\n" .. statement() .. "  end\n") end
    put("  return sum, list\nend\n\n")
  end
  put("return M\nend)()\n")
end
put("return R\n")

local source = table.concat(parts)
parts = nil
for _ = 1, times do assert(load(source)) end
print(#source)
