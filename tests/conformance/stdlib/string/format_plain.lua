-- Text outside directives is copied, and two percent signs give one. Manual 6.4.
print(string.format("plain"), string.format("100%%"), string.format("%d%%", 5), ("%s"):format("x"))
--> plain	100%	5%	x
