-- A step tells whether it ended a cycle; a large one does. Manual 6.1.
collectgarbage("incremental")
print(type(collectgarbage("step")), collectgarbage("step", 1000000))  --> boolean	true
print(pcall(collectgarbage, "step", {}))
--> false	bad argument #2 to 'collectgarbage' (number expected, got table)
