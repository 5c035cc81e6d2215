-- The directive c takes a character code. Manual 6.4.
print(("%c%c%c|%3c|%-3c|"):format(76, 117, 97, 65, 66), #("%c"):format(0))  --> Lua|  A|B  |	1
