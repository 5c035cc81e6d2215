-- The handler gets the error object, and its result is returned. Manual 6.1.
print(xpcall(function() error("oops", 0) end, function(m) return "handled " .. m end))
--> false	handled oops
print(xpcall(error, function(e) return e.code end, { code = 5 }))  --> false	5
