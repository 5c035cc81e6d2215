-- Bytes that are no character are an error. Manual 6.5.
print(pcall(utf8.codepoint, "\xff"))      --> false	invalid UTF-8 code
print(pcall(utf8.codepoint, "ä", 2))      --> false	invalid UTF-8 code
print(pcall(utf8.codepoint, "\xC0\x80"))  --> false	invalid UTF-8 code
print(pcall(utf8.codepoint, "\xE2\x82"))  --> false	invalid UTF-8 code
utf8.codepoint("\x80")  --! invalid UTF-8 code
