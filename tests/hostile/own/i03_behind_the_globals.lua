-- attack: isolation; the metatable of the environment and the table it reads from
-- expect: denied
-- twice
local mt = getmetatable(_G)
if type(mt) == "table" then print("ESCAPED: the metatable of the globals is reachable") end
if pcall(setmetatable, _G, {}) and mt ~= nil then print("ESCAPED: the metatable of the globals was replaced") end
local old = print
print = nil
if rawget(_G, "print") ~= nil then old("ESCAPED") end
_G.string = {}
if ("x").upper ~= nil and ("x"):upper() ~= "X" then old("ESCAPED: strings have other methods") end
string = nil
pcall(load, "string.rep = nil")
pcall(load("string = {rep = 1} table = nil _G = nil", "c", "t", _G))
_ENV.print = old
print("ok")
