-- attack: escape; addresses in the text of objects, in messages, in formats, in hash orders of small numbers
-- expect: denied
local texts = {}
local function note(...) for _, v in ipairs{...} do texts[#texts + 1] = tostring(v) end end
local objects = {{}, print, function() end, coroutine.create(print), coroutine.wrap(print), string.gmatch("x", "x"), load("return 1"), utf8.codes("x"), (pairs{}),
  setmetatable({}, {__name = "mine"}), next, ipairs{}}
for _, o in ipairs(objects) do
  note(o, string.format("%s", o), string.format("%20s|%-20s|", tostring(o), tostring(o)), string.format("%p %20p %-20p", o, o, o))
  note(select(2, pcall(function() return o + 1 end)), select(2, pcall(function() return o .. "x" end)), select(2, pcall(function() return o < 1 end)))
  note(select(2, pcall(string.rep, o)), select(2, pcall(error, o)), select(2, pcall(function() local x <close> = o end)), select(2, pcall(function() o() end)))
  note(select(2, pcall(table.concat, {o})), select(2, pcall(string.format, "%d", o)), select(2, pcall(setmetatable, o, 1)))
end
for _, text in ipairs(texts) do
  for digits in text:gmatch("0x(%x+)") do
    if tonumber(digits, 16) > 0x10000 then print("ESCAPED: " .. text) end
  end
  for digits in text:gmatch("%d+") do
    if #digits > 9 then print("ESCAPED: " .. text) end
  end
end
if tostring(objects[1]) ~= tostring(objects[1]) or tostring(objects[1]) == tostring({}) then print("ESCAPED: neither a name") end
print("ok")
