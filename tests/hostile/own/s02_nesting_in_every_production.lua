-- attack: stack; a hundred thousand levels of everything that nests in the grammar, two of them at a time
-- expect: ok
local openings = {
  "x[", "f(", "{", "{[", "{x=", "(", "function() ", "return function() ", "local x = function() return ", "f{", "- ", "not ",
  "~", "#", "2^", "'x'..", "x=", "do ", "if x then ", "while x do ", "repeat ", "for i=1,2 do ", "for k in x do ", "x:m(",
  "function f() ", "local function f() ", "if x then elseif ", "local x <close> = ", "a and (", "a or -", "::l:: do ",
}
for _, one in ipairs(openings) do
  for _, head in ipairs{"return ", ""} do
    local f, message = load(head .. one:rep(100000))
    assert(f == nil and type(message) == "string" and #message < 300)
  end
end
for i, one in ipairs(openings) do
  local other = openings[i % #openings + 1]
  local f, message = load("return " .. (one .. other):rep(20000))
  assert(f == nil and type(message) == "string")
end
print("ok")
