-- Integers may be written as floats or strings. Manual 6.9.
local expected = os.time { year = 2024, month = 1, day = 1 }
print(os.time { year = "2024", month = 1.0, day = " 0x1 ", hour = "12.0" } == expected)  --> true
