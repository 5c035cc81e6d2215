-- The iterator goes on behind any position that it is given. Manual 6.5.
local step = utf8.codes("")
print(step("aä€", 0))    --> 1	97
print(step("aä€", 1))    --> 2	228
print(step("aä€", 2))    --> 4	8364
print(step("aä€", 3))    --> 4	8364
print(step("aä€", -1))   -->
print(step("aä€", 100))  -->
print(step("aä€", "1"))  --> 2	228
