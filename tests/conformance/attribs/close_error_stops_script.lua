-- An error in a closing method has the position in that method. Manual 3.3.8.
local x <close> = setmetatable({}, {
  __close = function()
    error("cannot close")  --! cannot close
  end,
})
