-- Strings have a length before them, a zero behind them, or a fixed size. Manual 6.4.2.
print((string.pack("<s1s2", "ab", "c"):gsub("%c", function(c) return "\\" .. c:byte() end)))
--> \2ab\1\0c
print((string.pack("z", "abc"):gsub("%c", "0")))   --> abc0
print((string.pack("c5", "abc"):gsub("%z", "0")))  --> abc00
print(string.unpack("s1z c2", "\3abcdef\0ghi"))    --> abc	def	gh	11
print(string.unpack("<s", string.pack("<s", "")))  --> 	9
