-- The functions upper and lower change ASCII letters. Manual 6.4.
print(("Hello, World 1!"):upper(), ("Hello, World 1!"):lower())  --> HELLO, WORLD 1!	hello, world 1!
print(("\xE9"):upper() == "\xE9")                                --> true
