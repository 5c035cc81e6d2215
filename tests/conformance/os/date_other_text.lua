-- Text between conversions stays as it is, zeros included. Manual 6.9.
print(os.date("") == "", os.date("!") == "", os.date("!!") == "!")  --> true	true	true
print(os.date("\0\0") == "\0\0", os.date("!a\0b%%\0") == "a\0b%\0")  --> true	true
print(os.date("!%%|100%% of %Y|*t", 0))  --> %|100% of 1970|*t
print(os.date("!%n%t", 0) == "\n\t")  --> true
print(#os.date(("%d"):rep(1000), 0))  --> 2000
