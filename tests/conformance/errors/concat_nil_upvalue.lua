-- Concatenating a nil captured variable names it. Manual 2.3.
local suffix
local function f() return "x" .. suffix end
print(pcall(f))  --> false	concat_nil_upvalue.lua:3: attempt to concatenate a nil value (upvalue 'suffix')
