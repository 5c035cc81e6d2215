-- The position is the line in the function that failed. Manual 2.3.
local function check(x)
  if x > 3 then
    error("too big")    --! too big
  end
end
print(pcall(check, 4))  --> false	line_in_function.lua:4: too big
check(5)
