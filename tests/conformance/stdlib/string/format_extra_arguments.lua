-- Arguments without a directive are ignored. Manual 6.4.
print(("%d"):format(1, 2, 3))  --> 1
