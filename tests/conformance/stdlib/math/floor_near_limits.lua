-- Floats beyond the integers stay floats. Manual 6.7.
print(math.floor(2^62), math.floor(2^63), math.ceil(-2^63), math.floor(-2^64))
--> 4611686018427387904	9.2233720368548e+18	-9223372036854775808	-1.844674407371e+19
