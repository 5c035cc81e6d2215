-- Spaces and line breaks between tokens do not matter. Manual 3.1.
local
a
=
1 local b=a print(b)  --> 1
