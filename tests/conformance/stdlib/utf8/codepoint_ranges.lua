-- The codes of all characters that start in a range. Manual 6.5.
print(utf8.codepoint("aä€"))                                                            --> 97
print(utf8.codepoint("aä€", 1, -1))                                                     --> 97	228	8364
print(utf8.codepoint("aä€", 2, 2))                                                      --> 228
print(utf8.codepoint("aä€", -3))                                                        --> 8364
print(select("#", utf8.codepoint("abc", 3, 2)), select("#", utf8.codepoint("", 1, 0)))  --> 0	0
