-- A capture can be matched again. Manual 6.4.1.
print(([[say "it's"]]):match("([\"'])(.-)%1"))  --> "	it's
print(("abcabc"):match("^(.+)%1$"), ("aa bb"):match("(%a)%1 (%a)%2"), ("ab"):match("(.)%1"))  --> abc	a	nil
