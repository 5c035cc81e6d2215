-- A label must not repeat within its function where it is visible. Manual 3.3.4.
print(load("::l::\n::l::", "=c"))        --> nil	c:2: label 'l' already defined on line 2
print(load("::l:: do ::l:: end", "=c"))  --> nil	c:1: label 'l' already defined on line 1
