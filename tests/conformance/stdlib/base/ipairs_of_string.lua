-- The function ipairs takes any value that can be indexed. Manual 6.1.
for i, v in ipairs("text") do print(i, v) end
print(pcall(load("ipairs()", "=c")))  --> false	c:1: bad argument #1 to 'ipairs' (value expected)
