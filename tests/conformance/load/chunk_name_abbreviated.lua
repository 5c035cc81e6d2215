-- A long source line is abbreviated in messages. Manual 6.1.
local src = "x = " .. ("abc"):rep(30)
print(select(2, load(src .. " !")))
--> [string "x = abcabcabcabcabcabcabcabcabcabcabcabcabcab..."]:1: unexpected symbol near '!'
print(select(2, load("--" .. ("-"):rep(100) .. "\n!")))
--> [string "---------------------------------------------..."]:2: unexpected symbol near '!'
