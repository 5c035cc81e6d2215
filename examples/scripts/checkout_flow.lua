-- A flow of the load generator: what a simulated customer of the shop does, step by step.
-- Each step gets the customer's number and returns a request and how long to think afterwards, in milliseconds.
local catalogue = { "cap", "scarf", "boots" }

local function item(customer)
  return catalogue[customer % #catalogue + 1]
end

local flow = { name = "checkout 1" }

flow[1] = function(customer)
  return "GET /products/" .. item(customer), 800
end

flow[2] = function(customer)
  return ("POST /cart?item=%s&quantity=%d"):format(item(customer), 1 + customer % 2), 300
end

flow[3] = function(customer)
  return "POST /checkout?customer=" .. customer, 0
end

return flow
