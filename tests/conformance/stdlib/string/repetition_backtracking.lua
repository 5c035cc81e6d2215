-- Repetitions give back what the rest of the pattern needs. Manual 6.4.1.
print(("aXbXc"):match("^(.*)X(.*)$"))  --> aXb	c
print(("aXbXc"):match("^(.-)X(.*)$"))  --> a	bXc
print(("1234"):match("(%d*)(%d%d)"))   --> 12	34
print(("aab"):match("a?a?ab"))         --> aab
