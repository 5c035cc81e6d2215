-- An integer equals the float of the same value. Manual 3.4.4.
print(1 == 1.0, 0 == -0.0, 2^53 == 2^53 + 1, 1 ~= 1.5)  --> true	true	true	true
