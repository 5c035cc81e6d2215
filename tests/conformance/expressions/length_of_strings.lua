-- The length of a string is its number of bytes. Manual 3.4.7.
print(#"", #"abc", #"\0\0", #"\u{20AC}")  --> 0	3	2	3
