-- Letters beyond ASCII are no part of a name. Manual 3.1.
print(load("local \xC3\xA9 = 1") == nil)  --> true
