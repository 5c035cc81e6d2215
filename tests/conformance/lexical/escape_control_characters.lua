-- The escapes for control characters stand for their byte values. Manual 3.1.
print(("\a\b\f\n\r\t\v"):byte(1, -1))  --> 7	8	12	10	13	9	11
print(("\\\"\'"):byte(1, -1))          --> 92	34	39
