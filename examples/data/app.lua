-- The configuration of an application. It is a program: what repeats is a function, what follows is computed.
local domain = "example.com"
local production = true

local function server(name, port)
  return { host = name .. "." .. domain, port = port, tls = production }
end

local servers = {}
for n = 1, 3 do
  servers[n] = server("app" .. n, 8000 + n)
end

local minute = 60

return {
  name = ("shop at %s"):format(domain),
  servers = servers,
  timeout = { secs = 5 * minute / 2, nanos = 0 },
  features = { search = true, beta = not production },
  routes = {
    { "/", { "home" } },
    { "/cart", { "session", "cart" } },
  },
  log = production and { File = { path = "/var/log/shop.log", keep = 7 } } or "Console",
}
