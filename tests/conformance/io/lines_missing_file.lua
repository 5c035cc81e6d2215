-- `io.lines` of a file that is not there is an error. Manual 6.8.
local name = os.tmpname()
os.remove(name)
local ok, message = pcall(io.lines, name)
print(message == "cannot open file '" .. name .. "' (No such file or directory)")  --> true
ok, message = pcall(function() for _ in io.lines(name) do end end)
print(message:match("^.-:%d+: cannot open file") ~= nil)  --> true
os.remove(name)
