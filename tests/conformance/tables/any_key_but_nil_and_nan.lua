-- Every value except nil and NaN can be a key. Manual 2.1.
local t, f = {}, function() end
t[1], t[2.5], t["s"], t[true], t[f] = "integer", "float", "string", "boolean", "function"
print(t[1], t[2.5], t.s, t[true], t[f])  --> integer	float	string	boolean	function
