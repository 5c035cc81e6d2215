-- attack: odd states; all options of the collector with huge, negative and odd arguments
-- expect: ok
for _, option in ipairs{"collect", "count", "step", "isrunning", "setpause", "setstepmul", "incremental", "generational", "stop", "restart"} do
  for _, n in ipairs{0, 1, -1, 100, 1000, 1 << 31, 1 << 32, math.maxinteger, math.mininteger} do
    if option ~= "step" or n <= 1000 then pcall(collectgarbage, option, n, n, n) end
    for i = 1, 100 do local t = {{}, i .. ""} end
  end
  pcall(collectgarbage, option, "x")
  pcall(collectgarbage, option, 1.5)
  pcall(collectgarbage, option, {})
end
for _, bad in ipairs{"", "Collect", "x", 1, {}, true} do assert(not pcall(collectgarbage, bad)) end
-- A script cannot change how the collector of its host works.
collectgarbage("incremental", 200, 100, 13)
local mode = collectgarbage("generational")
assert(mode == "incremental" and collectgarbage("incremental") == "incremental")
collectgarbage("stop")
assert(collectgarbage("isrunning") == true)
assert(math.type(collectgarbage("count")) == "float" and collectgarbage() == 0 and collectgarbage("count") > 0)
print("ok")
