-- A code point escape reaches up to 2^31 with sequences of six bytes. Manual 3.1.
print(("\u{7FFFFFFF}"):byte(1, -1))  --> 253	191	191	191	191	191
print(#"\u{200000}", #"\u{1FFFFF}")  --> 5	4
