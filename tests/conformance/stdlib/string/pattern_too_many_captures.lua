-- A pattern has at most 32 captures. Manual 6.4.1.
print(select("#", ("x"):rep(32):match(("(x)"):rep(32))))  --> 32
print(pcall(string.match, "x", ("()"):rep(33)))           --> false	too many captures
