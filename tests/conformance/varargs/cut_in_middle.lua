-- The vararg expression gives one value when it is not last. Manual 3.4.12.
local function f(...) return ..., "end" end
print(f(1, 2, 3))  --> 1	end
print(f())         --> nil	end
