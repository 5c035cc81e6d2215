-- Calling a nil captured variable names it. Manual 2.3.
local hook
local function f()
  hook()
end
print(pcall(f))  --> false	call_nil_upvalue.lua:4: attempt to call a nil value (upvalue 'hook')
