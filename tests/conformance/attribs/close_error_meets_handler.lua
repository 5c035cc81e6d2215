-- An error in a closing metamethod is an error of its own: the message handler sees it too.
print(xpcall(function()
  local k <close> = setmetatable({}, { __close = function() error("second", 0) end })
  error("first", 0)
end, function(message)
  print(message)
  return message .. "!"
end))
--> first
--> second
--> false	second!
