-- With captures match returns them. Manual 6.4.
print(("2024-05-17"):match("(%d+)-(%d+)-(%d+)"))             --> 2024	05	17
print(("hello"):match("(h)(.)"), ("hello"):match("((h)e)"))  --> h	he	h
