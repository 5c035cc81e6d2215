-- The option is one of a few words. Manual 6.1.
print(pcall(collectgarbage, "sweep"))
--> false	bad argument #1 to 'collectgarbage' (invalid option 'sweep')
print(pcall(collectgarbage, {}))
--> false	bad argument #1 to 'collectgarbage' (string expected, got table)
print(collectgarbage(), collectgarbage("collect"), collectgarbage(nil))  --> 0	0	0
print(collectgarbage("stop"), collectgarbage("isrunning"))               --> 0	false
print(collectgarbage("restart"), collectgarbage("isrunning"))            --> 0	true
print(math.type(collectgarbage("count")))                                --> float
