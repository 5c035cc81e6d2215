-- attack: isolation; load by all its ways: what comes out must see the script's own globals or those it was given
-- expect: denied
-- twice
mine = true
local function is_own(f) return f and select(2, pcall(f)) == true end
for _, f in ipairs{load("return mine == true and _G == _ENV"), load(coroutine.wrap(function() coroutine.yield("return mine == true") end)),
  select(2, pcall(load, "return mine == true")), coroutine.wrap(load)("return mine == true"),
  setmetatable({}, {__index = function(_, s) return load(s) end})["return mine == true"],
  load("return load('return mine == true')()"), load("return load('return load([[return mine == true]])()')()")} do
  if not is_own(f) then print("ESCAPED: another environment") end
end
if load("return mine", "c", "t", {})() ~= nil then print("ESCAPED") end
if load("return load and load('return mine')()", "c", "t", {})() then print("ESCAPED") end
local other = load("local load = ... return load('return mine')()", "c", "t", {})
if other(load) ~= true then print("ESCAPED: neither the loader's environment") end
mine = nil
print("ok")
