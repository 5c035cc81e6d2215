-- A function gets the captures and gives the replacement. Manual 6.4.
print(("hello"):gsub("l", string.upper))            --> heLLo	2
print(("a=1,b=2"):gsub("(%w)=(%w)", function(k, v) return v .. k end))  --> 1a,2b	2
print(("abc"):gsub("%w", function(c) if c == "b" then return "[b]" end end))  --> a[b]c	3
print(("abc"):gsub("b", function() return 42 end))  --> a42c	1
