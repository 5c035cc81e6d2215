-- The directives a and A show the bits of a float. Manual 6.4.
print(("%a|%a|%a|%a|%A"):format(1, 0.5, -3.25, 0, 255.5))  --> 0x1p+0|0x1p-1|-0x1.ap+1|0x0p+0|0X1.FFP+7
print(("%.1a|%.3a|%12a|%+a"):format(1.5, 1.0, 1, 2))       --> 0x1.8p+0|0x1.000p+0|      0x1p+0|+0x1p+1
