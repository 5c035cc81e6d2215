-- attack: isolation; a script looks for what one before it left, in each table that both can reach
-- expect: ok
-- twice
assert(left == nil and _G.left == nil and _ENV.left == nil and rawget(_G, "left") == nil)
for _, t in ipairs{_G, string, table, math, coroutine, utf8} do
  for k, v in pairs(t) do assert(k ~= "left" and v ~= "left") end
end
left, _G.left, _ENV["left"] = "left", "left", "left"
rawset(_G, "left", "left")
print, pcall, load, string, _G = nil, nil, nil, nil, nil
