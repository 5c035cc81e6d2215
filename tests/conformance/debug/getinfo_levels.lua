-- Level 0 is `getinfo` itself, 1 its caller; a function has no line, no name and no call. Manual 6.10.
print(debug.getinfo(0, "f").func == debug.getinfo, debug.getinfo(0, "S").what)  --> true	C
print(debug.getinfo(0, "l").currentline, debug.getinfo(0, "n").name)  --> -1	getinfo
local function f(level) local info = debug.getinfo(level, "f") return info.func end
local function g(level) local found = f(level) return found end
print(f(1) == f, g(1) == f, g(2) == g)  --> true	true	true
print(debug.getinfo(1, "l").currentline)  --> 7
print(debug.getinfo(1000), debug.getinfo(1 << 31 - 1))  --> nil	nil
print(debug.getinfo("1", "S").what, debug.getinfo(1.0, "S").what)  --> main	main
print(
  debug.getinfo(1, "l").currentline,
  debug.getinfo(1, "l").currentline
)  --> 11	12
print(pcall(debug.getinfo, 1, "S"), select(2, pcall(debug.getinfo, 1, "S")).what)  --> true	C
print(select(2, pcall(debug.getinfo, 1, "f")).func == pcall)  --> true
local info = debug.getinfo(f)
print(info.currentline, info.name, info.namewhat == "", info.func == f)  --> -1	nil	true	true
print(info.istailcall, info.ftransfer, info.ntransfer, info.activelines)  --> false	0	0	nil
print(debug.getinfo(print).currentline, debug.getinfo(print, "l").currentline)  --> -1	-1
print(next(debug.getinfo(f, "")))  --> nil
