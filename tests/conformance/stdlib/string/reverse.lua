-- The function reverse turns the bytes around. Manual 6.4.
print(("abc"):reverse(), (""):reverse() == "", ("a\0b"):reverse() == "b\0a")  --> cba	true	true
