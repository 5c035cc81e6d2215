-- Setting a parameter gives the value before. Manual 6.1.
collectgarbage("setpause", 120); collectgarbage("setstepmul", 240)
print(collectgarbage("setpause", 400), collectgarbage("setpause", 200))      --> 120	400
print(collectgarbage("setstepmul", 100), collectgarbage("setstepmul", 100))  --> 240	100
collectgarbage("incremental", 160, 320, 4)
print(collectgarbage("setpause", 200), collectgarbage("setstepmul", 100))  --> 160	320
collectgarbage("incremental", 0)
print(collectgarbage("setpause", 200))  --> 200
print(pcall(collectgarbage, "setpause", {}))
--> false	bad argument #2 to 'collectgarbage' (number expected, got table)
print(pcall(collectgarbage, "setstepmul", 1.5))
--> false	bad argument #2 to 'collectgarbage' (number has no integer representation)
