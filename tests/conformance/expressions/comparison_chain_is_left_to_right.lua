-- A comparison of a comparison compares a boolean. Manual 3.4.8.
print(1 == 1 == true, 2 == 2 == 2)  --> true	false
print(1 < 2 < 3)                    --! attempt to compare boolean with number
