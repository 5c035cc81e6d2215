-- Floor division of integers rounds towards minus infinity. Manual 3.4.1.
print(7 // 2, -7 // 2, 7 // -2, -7 // -2, 6 // -3, 0 // -5)  --> 3	-4	-4	3	-2	0
