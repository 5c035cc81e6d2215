-- Pieces may split tokens anywhere. Manual 6.1.
local src, i = "local abc = 'x\\ty' return abc, 12.5e1", 0
local f = load(function() i = i + 1; return src:sub(i, i) end)
print(f())  --> x	y	125.0
