-- Invalid bytes end the traversal with an error. Manual 6.5.
print(pcall(utf8.codes))  --> false	bad argument #1 to 'utf8.codes' (string expected, got no value)
local step, text, at = utf8.codes("ab\xff")
print(step(text, 0))         --> 1	97
print(step(text, 1))         --> 2	98
print(pcall(step, text, 2))  --> false	invalid UTF-8 code
for p in utf8.codes("\xC3") do print(p) end  --! invalid UTF-8 code
