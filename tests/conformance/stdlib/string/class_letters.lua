-- Each class letter stands for a set of characters. Manual 6.4.1.
local s = "aZ5 _\t.\1"
for _, class in ipairs { "a", "d", "l", "s", "u", "w", "x", "p", "c", "g" } do
  print(class, #s:gsub("%" .. class:upper(), ""), (s:gsub("%" .. class:upper(), ""):gsub("%c", "?")))
  --> a	2	aZ
  --> d	1	5
  --> l	1	a
  --> s	2	 ?
  --> u	1	Z
  --> w	3	aZ5
  --> x	2	a5
  --> p	2	_.
  --> c	2	??
  --> g	5	aZ5_.
end
