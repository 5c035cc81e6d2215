-- Conversions of the day, padded as in the C locale. Manual 6.9.
print(os.date("!%Y-%m-%d|%e|%j|%y|%C|%D|%F|%x", 1720000000))
--> 2024-07-03| 3|185|24|20|07/03/24|2024-07-03|07/03/24
print(os.date("!%d|%e|%j", 86400 * 9))  --> 10|10|010
print(os.date("!%d|%e|%j", 86400 * 364))  --> 31|31|365
