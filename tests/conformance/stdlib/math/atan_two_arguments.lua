-- The function atan finds the quadrant from two arguments. Manual 6.7.
print(("%.4f"):format(math.atan(1, -1)), ("%.4f"):format(math.atan(-1, -1)), math.atan(0, 1))
--> 2.3562	-2.3562	0.0
print(math.atan(0.0, -1) == math.pi, math.atan(-0.0, -1) == -math.pi)  --> true	true
