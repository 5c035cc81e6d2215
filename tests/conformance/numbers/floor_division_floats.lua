-- Floor division with a float gives a float. Manual 3.4.1.
print(7 // 2.0, -7.5 // 2, 7 // -2.0, 1 // 0.0, -1 // 0.0, -0.0 // 1)  --> 3.0	-4.0	-4.0	inf	-inf	-0.0
