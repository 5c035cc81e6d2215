-- The mode says which kinds of chunks are welcome. Manual 6.1.
local chunk = string.dump(load("return 'loaded'"))
print(load(chunk, "=c", "t"))        --> nil	attempt to load a binary chunk (mode is 't')
print(load(chunk, "=c", ""))         --> nil	attempt to load a binary chunk (mode is '')
print(load("return 1", "=c", "b"))   --> nil	attempt to load a text chunk (mode is 'b')
print(load(chunk, "=c", "b")())      --> loaded
print(load(chunk, "=c", "bt")())     --> loaded
print(load(chunk, "=c")())           --> loaded
print(load(chunk)())                 --> loaded
local at = 0
local function bytewise()
  at = at + 1
  return chunk:sub(at, at)
end
print(load(bytewise, "=c", "b")())   --> loaded
print(load(chunk .. "and more", "=c", "b")())  --> loaded
