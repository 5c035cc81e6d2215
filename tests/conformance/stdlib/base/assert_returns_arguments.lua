-- A successful assert returns all its arguments. Manual 6.1.
print(assert(1, "message", 3))  --> 1	message	3
print(assert("value"))          --> value
