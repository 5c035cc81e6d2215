-- A code point escape becomes its UTF-8 sequence. Manual 3.1.
print(("\u{41}\u{7FF}"):byte(1, -1))       --> 65	223	191
print(("\u{20AC}\u{10FFFF}"):byte(1, -1))  --> 226	130	172	244	143	191	191
