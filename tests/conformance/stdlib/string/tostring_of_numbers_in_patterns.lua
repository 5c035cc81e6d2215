-- Numbers are converted where strings are expected. Manual 3.4.3.
print(string.find(12345, 34), string.rep(5, 3), string.gsub(1.5, "%.", ","))  --> 3	555	1,5	1
print(string.upper(10), string.len(1.0), string.reverse(123))  --> 10	3	321
