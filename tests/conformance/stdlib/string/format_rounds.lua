-- Decimals are rounded correctly from the binary value. Manual 6.4.
print(("%.0f %.0f %.0f %.0f"):format(0.5, 1.5, 2.5, 3.5))  --> 0 2 2 4
print(("%.2f %.1f %.20f"):format(1.005, 0.25, 0.1))        --> 1.00 0.2 0.10000000000000000555
print(("%.3f %5.2f"):format(1e20, 99.999))                 --> 100000000000000000000.000 100.00
