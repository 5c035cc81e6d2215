-- Floats with an integer value are converted by bitwise operators. Manual 3.4.3.
print(3.0 & 1, 2^53 | 1, ~1.0, 1 << 2.0, math.type(3.0 & 1))  --> 1	9007199254740993	-2	4	integer
