-- Gets the text of the prelude; returns a function that runs a program and returns what it printed and how it ended.
-- A text that begins with "load " is only compiled.
local prelude = assert(load(..., "=prelude"))
local sub, concat = string.sub, table.concat
local libraries = { "string", "table", "math", "coroutine", "utf8", "os" }
local names = {
  "assert", "collectgarbage", "error", "getmetatable", "ipairs", "load", "next", "pairs", "pcall", "rawequal",
  "rawget", "rawlen", "rawset", "select", "setmetatable", "tonumber", "tostring", "type", "xpcall", "_VERSION",
}
return function(program)
  if sub(program, 1, 5) == "load " then
    local f, message = load(sub(program, 6), "=p", "t", {})
    return f and "compiles" or message
  end
  local env, lines = {}, {}
  for _, name in ipairs(names) do env[name] = _G[name] end
  for _, name in ipairs(libraries) do
    local copy = {}
    for key, value in next, _G[name] or {} do copy[key] = value end
    env[name] = copy
  end
  env._G = env
  env.print = function(line)
    if #lines > 3000 then error("too much output", 0) end
    lines[#lines + 1] = type(line) == "string" and line or type(line)
  end
  prelude(env)
  local f, message = load(program, "=p", "t", env)
  if not f then return "syntax: " .. message end
  local ok, e = pcall(f)
  lines[#lines + 1] = ok and "end" or "error: " .. (type(e) == "string" and e or type(e))
  return concat(lines, "\n")
end
