-- A hyphen matches as little as it can. Manual 6.4.1.
print(("<a><b>"):match("<.->"), ("aaa"):match("a-") == "", ("aaa"):match("^a-$"))  --> <a>	true	aaa
print(("/* c */ x */"):match("/%*.-%*/"))  --> /* c */
