-- An index may be any expression. Manual 3.2.
local t, k = {}, {}
t[k], t[1.5], t[true], t[print] = "table", "float", "bool", "function"
print(t[k], t[3 / 2], t[1 == 1], t[print], t[{}])  --> table	float	bool	function	nil
