-- The replacement must be a string, a function or a table. Manual 6.4.
("x"):gsub("x", nil)  --! bad argument #2 to 'gsub' (string/function/table expected, got nil)
