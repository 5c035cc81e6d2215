-- Without a command, execute tells whether there is a shell. Manual 6.9.
print(os.execute(), os.execute(nil))  --> true	true
print(os.execute("no_such_command_at_all 2> /dev/null"))  --> nil	exit	127
os.execute({}) --! bad argument #1 to 'execute' (string expected, got table)
