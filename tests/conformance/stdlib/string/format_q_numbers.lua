-- The directive q writes numbers so that they are read back exactly. Manual 6.4.
print(("%q %q %q"):format(10, math.mininteger, true))  --> 10 0x8000000000000000 true
print(("%q %q"):format(nil, false))                    --> nil false
print(("%q %q %q"):format(0.5, 1/0, -1/0))             --> 0x1p-1 1e9999 -1e9999
print(("%q"):format(0/0), ("%q"):format(1.0), ("%q"):format(0.1))  --> (0/0)	0x1p+0	0x1.999999999999ap-4
