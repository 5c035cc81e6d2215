-- The function execute tells whether a command ended well, and how. Manual 6.9.
print(os.execute("true"))  --> true	exit	0
print(os.execute("exit 3"))  --> nil	exit	3
print(os.execute("exit 255"))  --> nil	exit	255
print(os.execute("kill -9 $$"))  --> nil	signal	9
print(os.execute("kill -15 $$"))  --> nil	signal	15
print(os.execute(""))  --> true	exit	0
