-- Comparisons never convert strings. Manual 3.4.4.
print("10" == 10, "10" < "9")  --> false	true
print(1 < "2")                 --! attempt to compare number with string
