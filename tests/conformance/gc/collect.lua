-- The option collect, also the default, gives zero. Manual 6.1.
print(collectgarbage("collect"), collectgarbage())  --> 0	0
