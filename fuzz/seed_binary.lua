-- Fills a directory with compiled chunks, seeds for the target `binary`:
--   lua fuzz/seed_binary.lua fuzz/corpus/binary $(find tests/conformance -name '*.lua' -size -2k)
local directory = arg[1]
for i = 2, #arg do
  local chunk = loadfile(arg[i])
  if chunk then
    local file <close> = assert(io.open(("%s/%04d"):format(directory, i), "wb"))
    assert(file:write(string.dump(chunk, i % 2 == 0)))
  end
end
