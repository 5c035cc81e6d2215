-- An error without an object gives nil. Manual 6.1.
print(pcall(error))       --> false	nil
print(pcall(error, nil))  --> false	nil
