-- The configuration of an application: values may be computed, functions may help.
local base = 8000

local function server(host, port, tls)
  return { host = host .. ".example.org", port = port, tls = tls }
end

local servers = {}
for i, host in ipairs { "alpha", "beta" } do
  servers[i] = server(host, base + i)
end
servers[#servers + 1] = server("gamma", base + 2, true)

return {
  name = "shop",
  servers = servers,
  limits = { requests = 60 * 60, megabytes = 1 << 10 },
  matrix = { { 1, 2 }, { 3, 4 } },
}
