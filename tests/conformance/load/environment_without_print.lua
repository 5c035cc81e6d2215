-- Without an environment entry a global is nil. Manual 2.2.
print(pcall(load("print('hi')", "=c", "t", {})))
--> false	c:1: attempt to call a nil value (global 'print')
