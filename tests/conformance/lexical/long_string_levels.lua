-- A long bracket ends only at a closing bracket of its own level. Manual 3.1.
print([==[a]]b]=]c]==])  --> a]]b]=]c
print([=[[[nested]]]=])  --> [[nested]]
