-- Logical operators mix freely with comparisons in conditions. Manual 3.4.5.
local function kind(n)
  if n < 0 or n > 9 and n ~= 42 then return "out" end
  return not (n == 42) and "digit" or "answer"
end
print(kind(-1), kind(5), kind(10), kind(42))  --> out	digit	out	answer
