-- The directive s without modifiers keeps strings of any length and content. Manual 6.4.
print(#("%s"):format(("x"):rep(5000)))                            --> 5000
print(#("%s|"):format("a\0b"), #("%.99s"):format(("y"):rep(99)))  --> 4	99
print(#("%99s"):format("x"), #("%-99s"):format("x"))              --> 99	99
