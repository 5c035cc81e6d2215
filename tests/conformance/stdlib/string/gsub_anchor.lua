-- A caret anchors gsub at the start. Manual 6.4.
print(("aaa"):gsub("^a", "b"))                    --> baa	1
print(("hello "):gsub("%s$", "!"))                --> hello!	1
print(("  trim  "):gsub("^%s*(.-)%s*$", "[%1]"))  --> [trim]	1
