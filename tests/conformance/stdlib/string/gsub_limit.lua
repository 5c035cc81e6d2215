-- The fourth argument limits the replacements. Manual 6.4.
print(("aaaa"):gsub("a", "b", 2))   --> bbaa	2
print(("aaaa"):gsub("a", "b", 0))   --> aaaa	0
print(("aaaa"):gsub("a", "b", -1))  --> aaaa	0
print(("aaaa"):gsub("a", "b", 10))  --> bbbb	4
