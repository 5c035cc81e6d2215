-- The first branch whose condition holds runs. Manual 3.3.4.
local function sign(n)
  if n < 0 then return "negative" elseif n == 0 then return "zero" elseif n > 0 then return "positive" else
    return "not a number" end
end
print(sign(-2), sign(0), sign(3), sign(0/0))  --> negative	zero	positive	not a number
