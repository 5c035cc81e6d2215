-- `traceback` begins with its message; what is neither string nor nil comes back as it is. Manual 6.10.
local co = coroutine.create(print)
print(debug.traceback(co))  --> stack traceback:
print(debug.traceback(co, "message"))
--> message
--> stack traceback:
print(debug.traceback(co, 5))
--> 5
--> stack traceback:
print(debug.traceback(co, 1.5))
--> 1.5
--> stack traceback:
print(debug.traceback(co, ""))
-->
--> stack traceback:
print(debug.traceback(co, nil))  --> stack traceback:
print(debug.traceback(co, "two\nlines"))
--> two
--> lines
--> stack traceback:
local t = {}
print(debug.traceback(t) == t, debug.traceback(co, t) == t, debug.traceback(true), debug.traceback(print) == print)
--> true	true	true	true
print(debug.traceback(co, false, 1), debug.traceback(t, {}) == t)  --> false	true
print(debug.traceback("message"):match("^message\nstack traceback:\n\t[^\n]*"))
--> message
--> stack traceback:
--> 	traceback_message.lua:25: in main chunk
print(debug.traceback("message", 0):match("^message\nstack traceback:\n\t[^\n]*\n[^\n]*"))
--> message
--> stack traceback:
--> 	[C]: in function 'debug.traceback'
--> 	traceback_message.lua:29: in main chunk
print(debug.traceback(nil):match("^stack traceback:\n\t[^\n]*"))
--> stack traceback:
--> 	traceback_message.lua:34: in main chunk
print(debug.traceback():match("^stack traceback:\n\t[^\n]*"))
--> stack traceback:
--> 	traceback_message.lua:37: in main chunk
print(debug.traceback("message", 1000))
--> message
--> stack traceback:
print(pcall(debug.traceback, "message", "x"))
--> false	bad argument #2 to 'debug.traceback' (number expected, got string)
print(pcall(debug.traceback, "message", {}))
--> false	bad argument #2 to 'debug.traceback' (number expected, got table)
print(pcall(debug.traceback, co, "message", {}))
--> false	bad argument #3 to 'debug.traceback' (number expected, got table)
print(pcall(debug.traceback, "message", 1.5))
--> false	bad argument #2 to 'debug.traceback' (number has no integer representation)
