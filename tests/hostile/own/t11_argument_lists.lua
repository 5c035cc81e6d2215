-- attack: compile time; assignments, returns, locals and loops with lists that are as long as they may be, and longer
-- expect: ok
local function list(item, n) return string.rep(item .. ",", n - 1) .. item end
assert(load("local t = {} " .. list("t.x", 90) .. " = 1"))()
for n = 240, 260 do
  load("return " .. list("x", n))
  load("f(" .. list("x", n) .. ")")
  load("local " .. list("x", n) .. " = " .. list("y", n))
  load("for " .. list("x", n) .. " in y do end")
  load("x = {" .. list("...", n) .. "}")
  load(list("x.y[z]", n) .. " = " .. list("x.y[z]", n))
  load("return function(" .. list("x", n) .. ", ...) return ... end")
end
assert(#load("return {" .. list("...", 100000) .. "}")(1) == 100000)
assert(select("#", load("local x = 1 return " .. list("x", 200))()) == 200)
print("ok")
