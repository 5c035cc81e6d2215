-- A wrapper with arguments works as a generic loop's iterator. Manual 3.3.5.
local gen = coroutine.wrap(function(s) for c in s:gmatch(".") do coroutine.yield(c) end end)
for c in gen, "abc" do print(c) end  --> a
                                     --> b
                                     --> c
