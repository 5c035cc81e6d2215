-- In a replacement string a percent sign escapes itself and names captures. Manual 6.4.
print(("50"):gsub("%d+", "%0%%"))       --> 50%	1
print(("ab"):gsub("(a)(b)", "%2%1%0"))  --> baab	1
print(("x"):gsub("x", "%1"))            --> x	1
