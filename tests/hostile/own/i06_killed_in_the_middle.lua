-- attack: isolation; a script is stopped inside of sorts, coroutines, closings; the next one in the machine is the same
-- expect: limit:cpu
-- twice
assert(inside == nil)
inside = true
local co
co = coroutine.wrap(function()
  local x <close> = setmetatable({}, {__close = function() print("ESCAPED") end})
  table.sort({3, 2, 1}, function()
    string.gsub("x", "x", function()
      tostring(setmetatable({}, {__tostring = function()
        load(function()
          coroutine.wrap(function() pcall(function() while true do end end) end)()
        end)
      end}))
    end)
  end)
end)
co()
print("ESCAPED")
