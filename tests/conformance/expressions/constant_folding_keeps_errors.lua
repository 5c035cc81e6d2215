-- Constant expressions that fail do so only when they run. Manual 3.4.1.
local f = load("return 1 // 0")
print(type(f), pcall(f))  --> function	false	[string "return 1 // 0"]:1: attempt to divide by zero
print(pcall(load("return 1 & 1.5")))
--> false	[string "return 1 & 1.5"]:1: number has no integer representation
