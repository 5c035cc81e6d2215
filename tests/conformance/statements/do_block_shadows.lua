-- A block hides outer variables of the same name. Manual 3.3.1.
local a, b = 1, 2
do local a = 10; b = 20; do local b = 30; print(a, b) end print(a, b) end  --> 10	30
                                                                           --> 10	20
print(a, b)  --> 1	20
