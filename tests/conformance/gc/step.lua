-- The option step tells whether a cycle finished. Manual 6.1.
print(type(collectgarbage("step")), type(collectgarbage("step", 10)))  --> boolean	boolean
