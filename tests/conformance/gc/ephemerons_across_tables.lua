-- Entries of several weak tables keep each other alive only as long as one of them is reached otherwise.
local a = setmetatable({}, { __mode = "k" })
local b = setmetatable({}, { __mode = "k" })
local root, middle = {}, {}
a[root], b[middle] = middle, { "end" }
middle = nil
collectgarbage()
print(b[a[root]][1]) --> end
root = nil
collectgarbage()
print(next(a), next(b)) --> nil	nil
