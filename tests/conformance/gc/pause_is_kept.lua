-- A longer pause lets the heap grow further before the collector works. Manual 2.5.1.
collectgarbage("incremental")
local function peak(pause)
  collectgarbage()
  collectgarbage("setpause", pause)
  -- The new pause counts from the end of a cycle.
  collectgarbage()
  local most = 0
  for i = 1, 400000 do
    local t = { i }
    if i % 100 == 0 then most = math.max(most, collectgarbage("count")) end
  end
  return most
end
local ballast = {}
for i = 1, 20000 do ballast[i] = { i } end
local short, long = peak(110), peak(400)
print(long > short * 1.5)  --> true
print(#ballast)            --> 20000
