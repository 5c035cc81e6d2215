-- The collector can be stopped and restarted. Manual 6.1.
print(collectgarbage("isrunning"))                             --> true
print(collectgarbage("stop"), collectgarbage("isrunning"))     --> 0	false
print(collectgarbage("restart"), collectgarbage("isrunning"))  --> 0	true
