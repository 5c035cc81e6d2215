-- Single and double quotes delimit the same kind of string. Manual 3.1.
print("it's", 'say "hi"')  --> it's	say "hi"
print("a" == 'a')          --> true
