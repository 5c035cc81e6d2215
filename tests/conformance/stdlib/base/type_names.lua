-- The function type returns the type as a string. Manual 6.1.
print(type(nil), type(true), type(1), type(1.5), type("s"))  --> nil	boolean	number	number	string
print(type({}), type(print), type(coroutine.create(print)), type(type))  --> table	function	thread	function
