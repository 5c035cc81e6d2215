-- A library function can be the body of a coroutine. Manual 6.2.
print(coroutine.resume(coroutine.create(math.max), 1, 9, 3))  --> true	9
print(coroutine.wrap(pcall)(error, "caught"))                 --> false	caught
