-- A goto jumps to a visible label. Manual 3.3.4.
local x = 1
goto skip
x = 2
::skip::
print(x)  --> 1
