-- The directive q writes a string as a literal. Manual 6.4.
print(("%q"):format('say "hi"\\'))     --> "say \"hi\"\\"
print(("%q"):format("line\nbreak"))    --> "line\
                                       --> break"
print(("%q"):format("\0001\r\t\127"))  --> "\0001\13\9\127"
print(("%q"):format("plain"))          --> "plain"
