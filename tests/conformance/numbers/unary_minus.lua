-- Negation keeps the subtype, and float zero has a sign. Manual 3.4.1.
print(-5, -5.0, -0, -0.0, 1 / -(0.0), -"2", -"2.0")  --> -5	-5.0	0	-0.0	-inf	-2	-2.0
