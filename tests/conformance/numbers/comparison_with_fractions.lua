-- Integers compare with fractions without rounding. Manual 3.4.4.
print(1 < 1.5, 2 <= 1.5, -1 > -1.5, 1.5 < 2, 1.5 >= 2, -1.5 <= -2)  --> true	false	true	true	false	false
