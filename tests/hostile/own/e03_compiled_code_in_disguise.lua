-- attack: escape; binary chunks, whole, in pieces, behind comments, by readers, with every mode and name
-- expect: denied
local chunks = {"\27Lua", "\27LuaT\0\x19\x93\r\n\x1a\n\4\8\8", "\27", "\27LJ\2", "#!/bin/lua\n\27Lua", "\xef\xbb\xbf\27Lua"}
if string.dump then
  local code = string.dump(function() return "escaped" end)
  chunks[#chunks + 1] = code
  chunks[#chunks + 1] = string.dump(load("return 'escaped'"), true)
  chunks[#chunks + 1] = "#\n" .. code
end
for _, chunk in ipairs(chunks) do
  for _, mode in ipairs{"b", "bt", "t", "tb", "", "x", "B"} do
    for _, name in ipairs{"=x", "@x", chunk} do
      if load(chunk, name, mode) then print("ESCAPED: " .. mode) end
      local at = 0
      if load(function() at = at + 1 if at <= #chunk then return chunk:sub(at, at) end end, name, mode) then print("ESCAPED: in pieces") end
    end
  end
  if load(chunk) or load(chunk, nil, nil, {}) then print("ESCAPED") end
end
print("ok")
