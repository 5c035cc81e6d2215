-- Years of more than four digits. Manual 6.9.
print(os.date("!%c", 253402300799))  --> Fri Dec 31 23:59:59 9999
print(os.date("!%F %G-%V %C %y %D", 253402300800))  --> 10000-01-01 9999-52 100 00 01/01/00
print(os.date("!%c", 10000000000000))  --> Sun May 20 17:46:40 318857
print(os.date("!*t", 67768036191676799).year)  --> 2147485547
print(os.date("!*t", -67768040609740800).year)  --> -2147481748
