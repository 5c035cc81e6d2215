-- A syntax error keeps the whole script from running. Manual 3.3.2.
local x = 5
x = = 6  --! unexpected symbol near '='
