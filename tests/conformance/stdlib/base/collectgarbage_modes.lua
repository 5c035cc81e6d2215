-- Changing the mode gives the one before. Manual 6.1.
collectgarbage("incremental")
print(collectgarbage("generational"), collectgarbage("generational", 20, 100))
--> incremental	generational
print(collectgarbage("incremental"), collectgarbage("incremental", 0, 0, 0))
--> generational	incremental
print(pcall(collectgarbage, "generational", {}))
--> false	bad argument #2 to 'collectgarbage' (number expected, got table)
print(pcall(collectgarbage, "incremental", 1, 1, {}))
--> false	bad argument #4 to 'collectgarbage' (number expected, got table)
