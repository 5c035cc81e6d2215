-- In UTC, the zone is GMT without an offset. Manual 6.9.
print(os.date("!%z %Z", 0))  --> +0000 GMT
print(os.date("!%z %Z", 1720000000))  --> +0000 GMT
print(os.date("%z"):find("^[+-]%d%d%d%d$"))  --> 1	5
