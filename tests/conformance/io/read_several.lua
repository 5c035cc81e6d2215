-- `read` gives a value for each format up to the first that fails. Manual 6.8.
local file = io.tmpfile()
file:write("1 2 x 3\nend")
file:seek("set")
print(file:read("n", "n", "n", "n"))  --> 1	2	nil
print(file:read("l", "l"))  --> x 3	end
print(file:read("l", "l"))  --> nil
print(select("#", file:read("l", "l")))  --> 1
