-- The function type names the type of each literal. Manual 2.1.
print(type(nil), type(true), type(1), type(1.5))               --> nil	boolean	number	number
print(type("s"), type({}), type(print), type(function() end))  --> string	table	function	function
