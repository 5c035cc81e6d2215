-- Only strings among the other basic types start with a metatable. Manual 2.4.
print(getmetatable(1), getmetatable(nil), getmetatable(true), getmetatable(print))  --> nil	nil	nil	nil
print(type(getmetatable("")))  --> table
