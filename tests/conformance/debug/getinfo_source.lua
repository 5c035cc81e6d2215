-- `S` tells where a function comes from. Manual 4.7, 6.10.
local function show(f)
  local info = debug.getinfo(f, "S")
  print(("%q %s %s %d"):format(info.source, info.short_src, info.what, info.linedefined),
    info.linedefined ~= 0 and info.lastlinedefined or nil)
end
show(show)  --> "@getinfo_source.lua" getinfo_source.lua Lua 2	6
show(1)  --> "@getinfo_source.lua" getinfo_source.lua Lua 2	6
show(load("return 1", "=name"))  --> "=name" name main 0	nil
show(load("return 1", "@file.x"))  --> "@file.x" file.x main 0	nil
show(load("return 1"))  --> "return 1" [string "return 1"] main 0	nil
show(load("\nreturn 1", "return 1, 2"))  --> "return 1, 2" [string "return 1, 2"] main 0	nil
show(load("return 1", "first\nsecond"))
--> "first\
--> second" [string "first..."] main 0	nil
show(load("return 1", ""))  --> "" [string ""] main 0	nil
show(load("return 1", "="))  --> "="  main 0	nil
show(load("return 1", "@"))  --> "@"  main 0	nil
show(load("\n\nreturn function()\n\nend", "=inner")())  --> "=inner" inner Lua 3	5
show(type)  --> "=[C]" [C] C -1	-1
show(function() end)  --> "@getinfo_source.lua" getinfo_source.lua Lua 21	21
local function short(name) return debug.getinfo(load("return 1", name), "S").short_src end
print(short("=" .. ("0123456789"):rep(8)))  --> 01234567890123456789012345678901234567890123456789012345678
print(short("@" .. ("/directory"):rep(8)))  --> ...ectory/directory/directory/directory/directory/directory
print(short(("x = 1 "):rep(20)))  --> [string "x = 1 x = 1 x = 1 x = 1 x = 1 x = 1 x = 1 x =..."]
print(#short("=" .. ("n"):rep(59)), #short("=" .. ("n"):rep(60)), #short("@" .. ("n"):rep(60)))  --> 59	59	59
print(#short(("n"):rep(44)), #short(("n"):rep(46)))  --> 55	59
local main = debug.getinfo(1, "S")
print(main.what, main.linedefined)  --> main	0
