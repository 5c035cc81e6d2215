-- Matching that nests too deeply is an error and not a crash. Manual 6.4.1.
local ok, message = pcall(string.match, ("x"):rep(300000), ("x?"):rep(300000))
print(ok, message)  --> false	pattern too complex
