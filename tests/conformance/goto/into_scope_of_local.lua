-- A goto must not jump into the scope of a local. Manual 3.3.4.
print(select(2, load("goto l\nlocal x\n::l:: print(x)", "=c")))
--> c:3: <goto l> at line 1 jumps into the scope of local 'x'
print(select(2, load("do goto l end local x; ::l:: x = 1", "=c")))
--> c:1: <goto l> at line 1 jumps into the scope of local 'x'
