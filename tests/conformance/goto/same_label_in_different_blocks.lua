-- Blocks that do not enclose each other may use the same label. Manual 3.3.4.
do goto l; ::l:: end
do goto l; ::l:: end
local function f() goto l; ::l:: return "ok" end
print(f())  --> ok
