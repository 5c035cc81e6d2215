-- A negative level is no level. Manual 6.10.
print(debug.traceback("message", -1))
--> message
--> stack traceback:
