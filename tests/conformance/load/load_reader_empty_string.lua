-- An empty string from the reader ends the chunk. Manual 6.1.
local pieces, i = { "return 'early'", "", "syntax error" }, 0
print(load(function() i = i + 1; return pieces[i] end)())  --> early
