-- A chunk is a function body that may return values. Manual 3.3.2.
local chunk = load("local a = ...; return a, 'two'")
print(chunk(1))  --> 1	two
print(chunk())   --> nil	two
