-- `write` takes numbers; floats are written without a trailing ".0". Manual 6.8.
local name = io.popen("mktemp"):read()
local file = io.open(name, "w")
file:write(1, " ", 1.0, " ", 0.1, " ", 1e100, " ", -0.0, " ", 2^53, " ", math.mininteger, " ", 1/0)
file:close()
print(io.open(name):read("a"))  --> 1 1 0.1 1e+100 -0 9.007199254741e+15 -9223372036854775808 inf
io.popen("rm -f " .. name):close()
