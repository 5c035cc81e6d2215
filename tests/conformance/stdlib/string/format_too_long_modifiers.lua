-- Widths and precisions have at most two digits. Manual 6.4.
print(("%99d"):format(7):len(), ("%.99f"):format(1):len())  --> 99	101
print((pcall(string.format, "%100d", 7)), (pcall(string.format, "%.100f", 1)))  --> false	false
