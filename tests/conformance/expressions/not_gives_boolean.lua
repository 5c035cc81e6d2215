-- Not always gives a boolean. Manual 3.4.5.
print(not nil, not false, not 0, not "")  --> true	true	false	false
