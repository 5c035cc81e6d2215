-- The class s covers space and the control characters from tab to return. Manual 6.4.1.
print(#(" \t\n\v\f\r"):match("%s+"), ("\0"):match("%s"), ("\xA0"):match("%s"))  --> 6	nil	nil
