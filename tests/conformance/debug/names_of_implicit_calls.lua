-- Metamethods are known by their event; iterators, hooks and finalizers are known as such. Manual 4.7.
local function show(...)
  local info = debug.getinfo(2, "n")
  print(info.namewhat, info.name)
end
local mt = {}
for _, event in ipairs { "add", "sub", "mul", "div", "mod", "pow", "unm", "idiv", "band", "bor", "bxor", "shl", "shr",
  "bnot", "concat", "len", "eq", "lt", "le", "index", "newindex", "close", "tostring", "pairs" } do
  mt["__" .. event] = function(...) show() return 1 end
end
local x, y = setmetatable({}, mt), setmetatable({}, mt)
local _
_ = x + 1  --> metamethod	add
_ = 1 - x  --> metamethod	sub
_ = x * y  --> metamethod	mul
_ = x / 2  --> metamethod	div
_ = x % 2  --> metamethod	mod
_ = x ^ 2  --> metamethod	pow
_ = -x  --> metamethod	unm
_ = x // 2  --> metamethod	idiv
_ = x & 1  --> metamethod	band
_ = 1 | x  --> metamethod	bor
_ = x ~ y  --> metamethod	bxor
_ = x << 1  --> metamethod	shl
_ = 1 >> x  --> metamethod	shr
_ = ~x  --> metamethod	bnot
_ = x .. "s"  --> metamethod	concat
_ = #x  --> metamethod	len
_ = x == y  --> metamethod	eq
_ = x ~= y  --> metamethod	eq
_ = x < y  --> metamethod	lt
_ = x > 1  --> metamethod	lt
_ = x <= y  --> metamethod	le
_ = 1 >= x  --> metamethod	le
_ = x.field  --> metamethod	index
_ = x[1]  --> metamethod	index
_ = x[y]  --> metamethod	index
x.field = 1  --> metamethod	newindex
x[1] = 1  --> metamethod	newindex
do local c <close> = x end  --> metamethod	close
if x == y then end  --> metamethod	eq
if x < 5 then end  --> metamethod	lt
pcall(tostring, x)  --> 	nil
for _ in function() show() end do end  --> for iterator	for iterator
local function next_one(_, i) if i == 0 then show() return 1 end end
for _ in next_one, nil, 0 do end  --> for iterator	for iterator
local kept
debug.sethook(function() kept = debug.getinfo(1, "n") end, "l")
local x = 1
debug.sethook()
print(kept.namewhat, kept.name)  --> hook	?
setmetatable({}, { __gc = function() kept = debug.getinfo(1, "n") end })
collectgarbage()
collectgarbage()
print(kept.namewhat, kept.name)  --> metamethod	__gc
debug.sethook(function() kept = debug.getinfo(2, "n") end, "c")
math.abs(1)
debug.sethook()
print(kept.namewhat, kept.name)  --> field	sethook
