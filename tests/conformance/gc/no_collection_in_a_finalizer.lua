-- While a finalizer runs the collector does nothing, and says so.
setmetatable({}, { __gc = function()
  print(collectgarbage(), collectgarbage("count"), collectgarbage("step"))
end })
collectgarbage() --> nil	nil	nil
