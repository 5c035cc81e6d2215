-- The fourth argument is the environment of the chunk. Manual 6.1.
local env = { x = 5 }
local f = load("y = x * 2; return x, print", "=c", "t", env)
print(f())       --> 5	nil
print(env.y, y)  --> 10	nil
