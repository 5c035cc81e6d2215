-- Indexing a nil captured variable names it. Manual 2.3.
local state
local function f()
  return state.x
end
print(pcall(f))  --> false	index_nil_upvalue.lua:4: attempt to index a nil value (upvalue 'state')
