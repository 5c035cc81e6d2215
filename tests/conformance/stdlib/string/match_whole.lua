-- Without captures match returns the whole match. Manual 6.4.
print(("hello 42 world"):match("%d+"), ("hello"):match("l+"), ("hello"):match("%d"))  --> 42	ll	nil
