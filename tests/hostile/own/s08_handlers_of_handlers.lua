-- attack: stack; message handlers that overflow, call xpcall with themselves, or fail at the edge of the stack
-- expect: ok|limit:mem
local function overflow() return 1 + overflow() end
local ok = xpcall(overflow, overflow)
assert(not ok)
local function again(message) return select(2, xpcall(error, again, message)) end
ok = xpcall(error, again, "x")
assert(not ok)
local depth = 0
local function deeper() depth = depth + 1 return deeper() + xpcall(deeper, deeper) end
ok = xpcall(deeper, function(m) return m end)
assert(not ok)
local message
ok, message = xpcall(overflow, function(m) return "handled " .. tostring(m) end)
assert(not ok and tostring(message):find("overflow"), message)
print("ok")
