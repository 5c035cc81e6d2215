-- A star and a plus match as much as they can. Manual 6.4.1.
print(("aaa"):match("a*"), ("aaa"):match("a+"), ("baa"):match("a*") == "", ("<a><b>"):match("<.*>"))
--> aaa	aaa	true	<a><b>
print(("aaab"):match("a*ab"), ("xyz"):match("x*y*z*"), (""):match("a+"))  --> aaab	xyz	nil
