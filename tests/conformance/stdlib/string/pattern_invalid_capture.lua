-- A closing parenthesis needs an opening one. Manual 6.4.1.
print(pcall(string.match, "a", "a)"))   --> false	invalid pattern capture
print(pcall(string.find, "a", "%1"))    --> false	invalid capture index %1
print(pcall(string.find, "a", "(%1)"))  --> false	invalid capture index %1
string.match("a", "(a)%2")              --! invalid capture index %2
