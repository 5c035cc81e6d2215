-- Large steps do not overflow the count. Manual 3.3.5.
for i = 1, math.maxinteger, math.maxinteger // 2 do print(i) end  --> 1
                                                                  --> 4611686018427387904
                                                                  --> 9223372036854775807
for i = math.maxinteger, math.mininteger, math.mininteger do print(i) end  --> 9223372036854775807
                                                                           --> -1
