-- A float loop runs until a comparison says that it is past its limit; with a NaN none does so before the first
-- round.
for i = 0 / 0, 1 do print(i ~= i) end --> true
for i = 1.0, 0 / 0 do print(i) end --> 1.0
for i = 1, 0 / 0 do print(i) end
