-- What every generated program uses. The chunk gets the program's environment.
local env = ...
local print, type, tostring, next, pairs, ipairs, rawlen, getmetatable, select, pcall, error =
  print, type, tostring, next, pairs, ipairs, rawlen, getmetatable, select, pcall, error
local gsub, format, sub, concat, sort, mathtype = string.gsub, string.format, string.sub, table.concat, table.sort, math.type
local yield, isyieldable, create, resume, status, close =
  coroutine.yield, coroutine.isyieldable, coroutine.create, coroutine.resume, coroutine.status, coroutine.close
local setmetatable, unpack, pack = setmetatable, table.unpack, table.pack
local out = env.print

-- Fuel: functions entered, rounds of loops, since the group of statements began.
local calls, rounds = 0, 0
function env.F()
  calls = calls + 1
  if calls > 60 then error("fuel", 0) end
end
function env.L()
  rounds = rounds + 1
  if rounds > 200 then error("fuel", 0) end
end

-- Text of a value that is the same on every machine.
local text
local function byname(a, b)
  return a < b
end
function text(value, depth)
  local kind = type(value)
  if kind == "string" then
    return format("%q", value)
  elseif kind == "number" or kind == "nil" or kind == "boolean" then
    return tostring(value)
  elseif kind ~= "table" or depth > 2 then
    return kind
  end
  local fields = {}
  for k, v in next, value do
    -- A table may contain itself many times.
    fields[#fields + 1] = #fields > 20 and "" or text(k, depth + 1) .. "=" .. text(v, depth + 1)
  end
  if #fields > 20 then return "{" .. #fields .. " fields}" end
  sort(fields, byname)
  return "{" .. concat(fields, ",") .. "}"
end

-- Prints values.
function env.P(...)
  local values = { ... }
  local n = select("#", ...)
  for i = 1, n do
    values[i] = sub(text(values[i], 0), 1, 600)
  end
  out(concat(values, " ", 1, n))
end

-- Keeps strings short.
function env.C(value)
  if type(value) == "string" and #value > 100 then
    return sub(value, 1, 100)
  end
  return value
end

-- A scalar.
function env.S(value)
  local kind = type(value)
  if kind == "string" then return sub(value, 1, 30) end
  if kind == "number" or kind == "nil" or kind == "boolean" then return value end
  return kind
end

-- A text without addresses.
function env.A(value)
  if type(value) == "string" then return (gsub(value, ": 0x%x+", ": ADDRESS")) end
  return value
end

-- Shows the order of evaluation.
local trace = {}
function env.T(mark, value)
  if #trace < 40 then trace[#trace + 1] = mark end
  return value
end

-- Yields where that is possible.
function env.Y(...)
  if isyieldable() then return yield(...) end
  return ...
end

-- A value to be closed.
function env.K(name, failure)
  return setmetatable({}, {
    __close = function(_, e)
      out("close " .. name .. " " .. text(e, 0))
      if failure then error(failure, 0) end
    end,
  })
end

-- Runs a group of statements.
local function begin()
  calls, rounds = 0, 0
  for i = #trace, 1, -1 do trace[i] = nil end
end
function env.G(number, f, ...)
  begin()
  env.P(number, pcall(f, ...))
  if trace[1] then out("trace " .. concat(trace, ",")) end
end
-- The same in a coroutine, which is closed if it takes too long.
function env.H(number, f, ...)
  begin()
  local thread = create(f)
  local results = pack(resume(thread, ...))
  for i = 1, 8 do
    env.P(number, status(thread), unpack(results, 1, results.n))
    if status(thread) == "dead" then break end
    results = pack(resume(thread, i, "sent"))
  end
  env.P(status(thread), close(thread))
  if trace[1] then out("trace " .. concat(trace, ",")) end
end

env.g1, env.g2, env.g3, env.g4 = { x = 1, f = env.S }, { y = { z = 2 }, n = "n" }, env.S, 10
