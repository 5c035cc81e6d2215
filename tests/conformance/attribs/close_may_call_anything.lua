-- The closing method may call functions and have variables to close of its own. Manual 3.3.8.
local function closer(name, inner)
  return setmetatable({}, { __close = function()
    local x <close> = inner
    print("close " .. name)
  end })
end
do local a <close> = closer("outer", closer("inner")) end  --> close outer
                                                           --> close inner
