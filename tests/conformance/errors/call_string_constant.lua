-- Calling a string constant is an error. Manual 2.3.
("text")()  --! attempt to call a string value (constant 'text')
