-- Zero bytes take part in string order. Manual 3.4.4.
print("a\0a" < "a\0b", "a" < "a\0", "a\0b" > "a\0")  --> true	true	true
