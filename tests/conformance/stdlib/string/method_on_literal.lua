-- A literal needs parentheses for a method call. Manual 3.4.10.
print(("x"):rep(2), #("abc"):upper())          --> xx	3
print(load("return 'x':rep(2)", "=c") == nil)  --> true
