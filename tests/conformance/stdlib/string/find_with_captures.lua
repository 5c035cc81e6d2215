-- Captures follow the two positions. Manual 6.4.
print(("key = value"):find("(%w+)%s*=%s*(%w+)"))  --> 1	11	key	value
print(("key"):find("()e()"))                      --> 2	2	2	3
