-- Everything before the error has happened. Manual 2.3.
print("one")    --> one
print("two")    --> two
error("three")  --! three
