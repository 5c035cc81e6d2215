-- attack: escape; chunk names, messages and modules that look like files: nothing is opened, no path of the host is told
-- expect: denied
for _, name in ipairs{"@/etc/passwd", "@../../Cargo.toml", "=/etc/hostname", "@"} do
  local f, message = load("error('x')", name)
  local ok, text = pcall(f)
  if text:find("root:") or text:find("workspace") then print("ESCAPED: " .. text) end
  f, message = load("x =", name)
  if message:find("root:") then print("ESCAPED: " .. message) end
end
local _, message = pcall(error, "x", 1)
local function trace() error("here", 2) end
local texts = {message, select(2, pcall(trace)), select(2, pcall(string.rep)), select(2, xpcall(trace, function(m) return m end))}
for _, text in ipairs(texts) do
  if text:find("%.rs") or text:find("/") or text:find("\\") then print("ESCAPED: " .. text) end
end
if rawget(_G, "dofile") or rawget(_G, "loadfile") or rawget(_G, "require") then print("ESCAPED") end
print("ok")
