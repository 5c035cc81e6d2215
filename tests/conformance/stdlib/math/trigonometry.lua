-- Angles are in radians. Manual 6.7.
print(math.sin(0), math.cos(0), math.tan(0))  --> 0.0	1.0	0.0
print(("%.6f %.6f %.6f"):format(math.sin(math.pi / 2), math.cos(math.pi), math.tan(math.pi / 4)))
--> 1.000000 -1.000000 1.000000
print(("%.6f %.6f %.6f"):format(math.asin(1), math.acos(0), math.atan(1)))  --> 1.570796 1.570796 0.785398
