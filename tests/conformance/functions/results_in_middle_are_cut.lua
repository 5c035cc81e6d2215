-- A call that is not last in a list gives one value, nil if it had none. Manual 3.4.12.
local function none() end
local function two() return 1, 2 end
print(none(), two(), none(), two())  --> nil	1	nil	1	2
