-- Lax functions take surrogates and codes above Unicode's. Manual 6.5.
print(pcall(utf8.codepoint, "\u{D800}"))                    --> false	invalid UTF-8 code
print(utf8.codepoint("\u{D800}\u{7FFFFFFF}", 1, -1, true))  --> 55296	2147483647
print(utf8.len("\u{D800}"), utf8.len("\u{110000}"))         --> nil	nil	1
print(utf8.len("\u{D800}\u{110000}", 1, -1, true))          --> 2
for p, c in utf8.codes("\u{DFFF}\u{200000}", true) do print(p, c) end
--> 1	57343
--> 4	2097152
