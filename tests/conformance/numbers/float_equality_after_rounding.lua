-- Float arithmetic rounds to the nearest double. Manual 2.1.
print(0.1 + 0.2 == 0.3, 0.5 + 0.25 == 0.75, 1e16 + 1 == 1e16)  --> false	true	true
