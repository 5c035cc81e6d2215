-- A dot matches any byte. Manual 6.4.1.
print(#("a\n\0b"):match(".+"), ("\n"):match("^.$") == "\n", (""):match("."))  --> 4	true	nil
