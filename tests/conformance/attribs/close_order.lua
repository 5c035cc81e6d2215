-- Variables are closed in the reverse order of their declarations. Manual 3.3.8.
local mt = { __close = function(v) print("close " .. v[1]) end }
do
  local a <close> = setmetatable({ "a" }, mt)
  local b <close> = setmetatable({ "b" }, mt)
  do local c <close> = setmetatable({ "c" }, mt) end  --> close c
end                                                   --> close b
                                                      --> close a
