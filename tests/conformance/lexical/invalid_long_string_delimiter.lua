-- An opening bracket with a level needs its second bracket. Manual 3.1.
print(select(2, load("x = [==a", "=c")))    --> c:1: invalid long string delimiter near '[=='
print(select(2, load("x = [=a]=]", "=c")))  --> c:1: invalid long string delimiter near '[='
