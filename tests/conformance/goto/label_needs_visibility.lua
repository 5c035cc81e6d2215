-- A goto without a visible label is a syntax error. Manual 3.3.4.
print(load("goto nowhere", "=c"))
--> nil	c:1: no visible label 'nowhere' for <goto> at line 1
print(load("do ::inner:: end goto inner", "=c"))  --> nil	c:1: no visible label 'inner' for <goto> at line 1
print(load("goto f; local function g() ::f:: end", "=c"))
--> nil	c:1: no visible label 'f' for <goto> at line 1
