-- Integer division stays exact beyond 2^53. Manual 3.4.1.
print(math.maxinteger // 2, math.maxinteger // 10 * 10 + math.maxinteger % 10 == math.maxinteger)
--> 4611686018427387903	true
print(math.maxinteger / 2 == math.maxinteger // 2 + 0.0, math.mininteger % 3)  --> true	1
