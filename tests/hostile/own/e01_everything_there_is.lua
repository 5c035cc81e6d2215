-- attack: escape; all that a script can reach by names, fields, metatables and iterators is what the manual's safe part has
-- expect: denied
local known = {}
for name in ([[_G _VERSION assert collectgarbage error getmetatable ipairs load next pairs pcall print rawequal rawget rawlen rawset select
  setmetatable tonumber tostring type warn xpcall coroutine table string utf8 math]]):gmatch("[%w_]+") do known[name] = true end
local fields = {
  coroutine = "close create isyieldable resume running status wrap yield", table = "concat insert move pack remove sort unpack",
  string = "byte char dump find format gmatch gsub len lower match pack packsize rep reverse sub unpack upper", utf8 = "char charpattern codepoint codes len offset",
  math = "abs acos asin atan ceil cos deg exp floor fmod huge log max maxinteger min mininteger modf pi rad random randomseed sin sqrt tan tointeger type ult",
}
for _, name in ipairs{"io", "os", "debug", "package", "require", "dofile", "loadfile", "module", "getfenv", "setfenv", "loadstring", "newproxy", "gcinfo", "arg",
  "ferrolua", "lua_core", "jit", "bit32", "ffi", "unpack", "setglobal", "_LOADED", "_PRELOAD", "LUA_PATH"} do
  if _G[name] ~= nil then print("ESCAPED: " .. name) end
end
for k in next, _G do if not known[k] then print("ESCAPED: " .. tostring(k)) end end
for library, names in pairs(fields) do
  local known = {}
  for name in names:gmatch("%w+") do known[name] = true end
  for k, v in next, _G[library] do
    if not known[k] then print("ESCAPED: " .. library .. "." .. tostring(k)) end
    if type(v) == "table" or type(v) == "userdata" then print("ESCAPED: " .. library .. "." .. k) end
  end
end
for _, v in ipairs{print, load, "", 1, true, coroutine.create(print)} do
  if type(getmetatable(v)) == "table" then print("ESCAPED: the metatable of a " .. type(v)) end
end
print("ok")
