-- Compile throughput: builds about 10 MB of Lua source in memory and times load().
-- Portable 5.1 - 5.5, LuaJIT, Luau (loadstring). Usage: engine compile_speed.lua [MB [reps]]
local MB = tonumber((...)) or 10
local REPS = tonumber((select(2, ...))) or 5
local loader = loadstring or load

local seed = 12345
local function rnd(m)
  seed = (seed * 16807) % 2147483647
  return seed % m
end

local names = { "alpha", "count", "index", "value", "result", "buffer", "entry", "node", "total", "width" }
local function id() return names[rnd(#names) + 1] .. rnd(20) end
local function num() return rnd(2) == 0 and tostring(rnd(100000)) or rnd(1000) .. "." .. rnd(1000) end

local templates = {
  function() return "  local " .. id() .. " = a * " .. num() .. " + b / (" .. num() .. " - c)\n" end,
  function()
    local v = id()
    return "  for " .. v .. " = 1, #list do\n    if list[" .. v .. "] > " .. num() .. " and not flag then\n      sum = sum + list[" ..
      v .. "] % 7\n    else\n      sum = sum - 1\n    end\n  end\n"
  end,
  function()
    return "  local " .. id() .. " = { name = \"" .. id() .. "\", size = " .. num() .. ", " .. num() .. ", \"text " .. id() ..
      "\", nested = { x = a, y = b, [c] = true } }\n"
  end,
  function() return "  -- " .. id() .. " is a comment about " .. id() .. " and what it does\n" end,
  function()
    return "  if a == nil or b ~= \"" .. id() .. "\" then\n    return self:" .. id() .. "(a, b, \"" .. id() .. "\")\n  elseif c <= " ..
      num() .. " then\n    self." .. id() .. " = string.format(\"%s=%d\", b, c)\n  end\n"
  end,
  function()
    return "  list[#list + 1] = function(x, ...)\n    sum = sum + x * " .. num() .. "\n    return x .. \"" .. id() ..
      "\", select(\"#\", ...)\n  end\n"
  end,
  function() return "  while sum > " .. num() .. " do\n    sum = sum / 2 ^ 3\n    M." .. id() .. "(sum, " .. num() .. ")\n  end\n" end,
  function() return "  print(\"message: \" .. tostring(a) .. \" \" .. " .. num() .. ", b.field.sub, c[" .. num() .. "])\n" end,
}

local buf, n, size = {}, 0, 0
local function put(s)
  n = n + 1
  buf[n] = s
  size = size + #s
end
put("local R = {}\n")
local group, lines = 0, 0
while size < MB * 1000000 do
  group = group + 1
  put("R[" .. group .. "] = (function()\nlocal M = {}\n")
  for f = 1, 40 do
    put("function M:" .. id() .. "_" .. f .. "(a, b, c)\n  local list, sum, flag = {}, 0, false\n")
    for _ = 1, 4 + rnd(8) do put("  do\n" .. templates[rnd(#templates) + 1]() .. "  end\n") end
    put("  return sum, list\nend\n\n")
  end
  put("return M\nend)()\n")
end
put("return R\n")
local src = table.concat(buf)
buf = nil
local _, nl = src:gsub("\n", "")

local t = os.clock()
for _ = 1, REPS do
  local f, err = loader(src)
  assert(f, err)
end

t = os.clock() - t
print(string.format("%d bytes, %d lines, %d loads, %.3f s", #src, nl, REPS, t))
