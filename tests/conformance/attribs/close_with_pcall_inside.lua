-- A closing method may catch errors of its own. Manual 3.3.8.
do
  local x <close> = setmetatable({}, { __close = function() print(pcall(error, "caught", 0)) end })
end               --> false	caught
print("goes on")  --> goes on
