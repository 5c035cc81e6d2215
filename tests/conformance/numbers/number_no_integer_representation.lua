-- Floats out of range have no integer representation. Manual 3.4.3.
print(pcall(function() return 2^63 | 0 end))
--> false	number_no_integer_representation.lua:2: number has no integer representation
print(-2^63 | 0, 2^62 | 0)  --> -9223372036854775808	4611686018427387904
print(1 << 0.5)             --! number has no integer representation
