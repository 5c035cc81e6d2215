-- The two float zeros are equal. Manual 3.4.4.
print(0.0 == -0.0, 0 == -0.0, -0.0 < 0.0, 1/0.0 == 1/-0.0)  --> true	true	false	false
