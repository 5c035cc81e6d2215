-- Angles convert between degrees and radians. Manual 6.7.
print(math.deg(math.pi), math.rad(180) == math.pi, math.deg(0))  --> 180.0	true	0.0
