-- The string _VERSION names the language version. Manual 6.1.
print(_VERSION)  --> Lua 5.4
