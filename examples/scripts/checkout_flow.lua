-- A flow: what one user of a shop does, step by step. Each step makes a request from the user's number.
local function item(user) return user * 7 % 10 end

return {
  { name = "browse", request = function(user) return "GET /items/" .. item(user) end },
  { name = "add", request = function(user) return "POST /cart?item=" .. item(user) end },
  { name = "pay", request = function(user) return ("POST /pay?user=%04d"):format(user) end },
}
