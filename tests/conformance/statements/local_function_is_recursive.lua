-- A local function sees itself, unlike an assigned one. Manual 3.4.11.
local function fact(n) return n <= 1 and 1 or n * fact(n - 1) end
print(fact(10))  --> 3628800
local fib = function(n) return fib end
print(fib(1))    --> nil
