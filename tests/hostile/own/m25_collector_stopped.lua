-- attack: memory; the collector is stopped, and restarted only by the limit
-- expect: ok|limit:mem
-- twice
collectgarbage("stop")
for i = 1, 300000 do local t = {i, {}, i .. "x"} end
for i = 1, 300 do local s = string.rep("x", 1000000) end
collectgarbage("restart")
print("ok")
