-- Weak values go, with their entries, when nothing else refers to them; strings and numbers are values and stay
-- (manual 2.5.4).
local kept = {}
local weak = setmetatable({ {}, "s", 1, kept }, { __mode = "v" })
weak.table, weak.text, weak.kept, weak.call = {}, "te" .. "xt", kept, print
collectgarbage()
print(weak[1], weak[2], weak[3], weak[4] == kept) --> nil	s	1	true
print(weak.table, weak.text, weak.kept == kept, weak.call == print) --> nil	text	true	true
