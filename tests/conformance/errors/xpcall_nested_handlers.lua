-- An inner pcall keeps errors from the outer handler. Manual 6.1.
print(xpcall(function() return pcall(error, "inner", 0) end, function() return "outer handler" end))
--> true	false	inner
