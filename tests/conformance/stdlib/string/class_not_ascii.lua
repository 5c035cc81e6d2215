-- Bytes beyond ASCII belong to no class. Manual 6.4.1.
print(("\xE9"):match("%a"), ("\xE9"):match("%w"), ("\xE9"):match("%p"), ("\xE9"):match("%c"))
--> nil	nil	nil	nil
print(("\xE9"):match("[\x80-\xFF]") == "\xE9", #("\u{E9}"):match(".-$"))  --> true	2
