-- The function tmpname makes a new file and gives its name. Manual 6.9.
local first, second = os.tmpname(), os.tmpname()
print(first ~= second, first:match("lua_%w%w%w%w%w%w$") ~= nil)  --> true	true
print(os.remove(first), os.remove(second))  --> true	true
