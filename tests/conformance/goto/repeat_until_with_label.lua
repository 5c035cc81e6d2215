-- A jump to the end of a repeat body is an error when its condition uses a skipped local. Manual 3.3.4.
local src = "repeat if x then goto l end local y; ::l:: until y"
print(select(2, load(src, "=c")))  --> c:1: <goto l> at line 1 jumps into the scope of local 'y'
print(type(load("repeat if x then goto l end; ::l:: until y", "=c")))  --> function
