-- The escape z skips all whitespace that follows, line breaks included. Manual 3.1.
local s = "one \z
           two \z

           three"
print(s)                  --> one two three
print("a\z   b", #"\z ")  --> ab	0
