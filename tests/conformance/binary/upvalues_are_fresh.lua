-- A loaded function has upvalues of its own; the first is the environment. Manual 6.1, 6.4.
local first, second = { x = "first" }, "second"
local function f() return first, second end
local g = load(string.dump(f), "=g", "b", "environment")
print(g())                                                --> environment	nil
print(select(1, load(string.dump(f))()) == _G)            --> true
second = "changed"
print(select(2, g()))                                     --> nil
local function none() return 7 end
print(load(string.dump(none), "=none", "b", { })())       --> 7
local h = load(string.dump(load("n = (n or 0) + 1; return n")))
print(h(), h(), n)                                        --> 1	2	2
print(load(string.dump(load("return x")), "=h", "b", { x = "own" })())  --> own
