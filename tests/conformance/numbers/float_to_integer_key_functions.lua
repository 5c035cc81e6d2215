-- Library functions accept floats with an integer value where they need integers. Manual 3.4.3.
print(("abc"):sub(2.0, 3.0), ("x"):rep(3.0), select(2.0, "a", "b"))  --> bc	xxx	b
print(("x"):rep("2"))  --> xx
print(("x"):rep(1.5))  --! bad argument #1 to 'rep' (number has no integer representation)
