-- And binds tighter than or, and comparisons tighter than both. Manual 3.4.8.
print(true or false and false, (true or false) and false)  --> true	false
print(1 < 2 and 2 < 3, not nil == true)                    --> true	true
