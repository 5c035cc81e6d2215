-- The item %f matches at a transition into a set. Manual 6.4.1.
print(("THE (quick) fox"):find("%f[%a]%a+%f[%A]"))          --> 1	3
print((("THE (quick) fox"):gsub("%f[%a]%a+", "<%0>")))      --> <THE> (<quick>) <fox>
print(("word"):find("%f[%z]"), ("word"):match("%f[%w]()"))  --> 5	1
