-- A failed assertion raises its message as it stands. Manual 6.1.
print(pcall(assert, false, "message"))  --> false	message
print(pcall(assert, nil))               --> false	assertion failed!
print(pcall(assert, nil, nil))          --> false	nil
