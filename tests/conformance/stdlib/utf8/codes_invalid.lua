-- Invalid bytes end the traversal with an error. Manual 6.5.
print(pcall(utf8.codes))  --> false	bad argument #1 to 'utf8.codes' (string expected, got no value)
for p in utf8.codes("ab\xff") do print(p) end  --! invalid UTF-8 code
