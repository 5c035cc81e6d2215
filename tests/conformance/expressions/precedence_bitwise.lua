-- Shifts bind tighter than and, exclusive or and or, in that order. Manual 3.4.8.
print(1 | 2 ~ 3 & 4 << 1, 5 & 3 == 1 and "?" or "compare last")  --> 3	?
