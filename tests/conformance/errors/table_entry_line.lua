-- A failure to store an entry of a table constructor is on the line where the entry's value ends.
local function message(f) return (select(2, pcall(f))) end
print(message(function()
  return {
    [nil] =
      1
      +
      2,
    x = 1
  }
end))
--> table_entry_line.lua:8: table index is nil
print(message(function()
  return { 1, 2,
    [0/0] = {
    },
    3 }
end))
--> table_entry_line.lua:16: table index is NaN
