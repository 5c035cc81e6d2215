-- `X` pads to the alignment of the option behind it, which it swallows. Manual 6.4.2.
print(string.packsize("!b Xi8"), string.packsize("!4 b Xi8"), string.packsize("b Xi8"))  --> 8	4	1
print(string.packsize("!8 b Xd i1"), string.packsize("!8 b Xh Xi4"))                     --> 9	4
print(pcall(string.pack, "X"))
--> false	bad argument #1 to 'string.pack' (invalid next option for option 'X')
print(pcall(string.pack, "Xz"))
--> false	bad argument #1 to 'string.pack' (invalid next option for option 'X')
print(pcall(string.packsize, "Xc1"))
--> false	bad argument #1 to 'string.packsize' (invalid next option for option 'X')
print(pcall(string.unpack, "X ", ""))
--> false	bad argument #1 to 'string.unpack' (invalid next option for option 'X')
