-- attack: memory; too large strings again and again, each in a pcall of its own
-- expect: limit:mem
while true do
  if pcall(string.rep, "x", 1 << 27) then print("ESCAPED") end
  pcall(string.pack, "c2147483647", "")
  print("ESCAPED: nothing happened")
end
