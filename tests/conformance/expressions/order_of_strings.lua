-- Strings are ordered byte by byte in the C locale. Manual 3.4.4.
print("a" < "b", "a" < "aa", "Z" < "a", "" < "a", "10" < "9")  --> true	true	true	true	true
print("a" <= "a", "b" > "a", "b" >= "c")                       --> true	true	false
