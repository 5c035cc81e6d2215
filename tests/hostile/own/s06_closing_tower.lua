-- attack: stack; closing a variable opens a function with another one to be closed, without end
-- expect: ok
local mt = {}
local function open() local x <close> = setmetatable({}, mt) end
mt.__close = open
local ok, message = pcall(open)
assert(not ok and tostring(message):find("overflow"), message)
mt.__close = function() error(setmetatable({}, mt)) end
ok = pcall(open)
assert(not ok)
local function many(n)
  local x <close> = setmetatable({}, {__close = function(_, e) error(e or n) end})
  if n > 0 then many(n - 1) end
end
ok, message = pcall(many, 150)
assert(not ok and message ~= nil)
print("ok")
