-- The example of the scripting RFC, in Lua 5.4. A function's environment is its upvalue `_ENV`, which it gets when it
-- is loaded; there is no `setfenv` that would replace it later.

-- Here we create global variables
a = 4
b = 0

-- This will be the environment table the function will have.
-- We want our function to only be able to call the "print" function,
-- so we fill the environment with the global "print" function.
controlledEnv = { print = print }

-- We also want to ban the creation of new global variables.
setmetatable(controlledEnv, {
    __newindex = function (table, key, value)
        error("A Lua script cannot declare a new global variable.", 2)
    end,
})

-- We declare our function
local source = [[
    b = 5 -- Lua variables are global by default
    print(a)
]]
f = load(source, "=f")

f() -- prints 4
print(b) -- prints 5

-- We apply the new environment to the function
f = load(source, "=f", "t", controlledEnv)

f() -- errors out while trying to set b
