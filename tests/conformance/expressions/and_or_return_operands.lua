-- Logical operators return one of their operands. Manual 3.4.5.
print(10 or 20, nil or "a", false or nil)    --> 10	a	nil
print(nil and 10, false and nil, 10 and 20)  --> nil	false	20
