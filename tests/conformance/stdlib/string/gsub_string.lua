-- The function gsub replaces all matches and counts them. Manual 6.4.
print(("hello world"):gsub("o", "0"))                --> hell0 w0rld	2
print(("hello"):gsub("x", "y"))                      --> hello	0
print(("abc"):gsub("%w", "%0%0"))                    --> aabbcc	3
print(("hello world"):gsub("(%w+) (%w+)", "%2 %1"))  --> world hello	1
