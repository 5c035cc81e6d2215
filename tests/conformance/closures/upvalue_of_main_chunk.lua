-- Functions of a chunk share the chunk's locals. Manual 3.5.
local shared = {}
function put(x) shared[#shared + 1] = x end
function count() return #shared end
put(1); put(2)
print(count())  --> 2
