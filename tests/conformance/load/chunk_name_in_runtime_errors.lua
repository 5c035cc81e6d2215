-- Runtime errors carry the chunk name and the line. Manual 6.1.
print(pcall(load("\n\nerror 'late'", "=chunk")))  --> false	chunk:3: late
print(pcall(load("local x = nil + 1", "@file.lua")))
--> false	file.lua:1: attempt to perform arithmetic on a nil value
print(pcall(load("error('here')")))               --> false	[string "error('here')"]:1: here
