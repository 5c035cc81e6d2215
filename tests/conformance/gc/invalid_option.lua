-- An unknown option is an argument error. Manual 6.1.
collectgarbage("nothing")  --! bad argument #1 to 'collectgarbage' (invalid option 'nothing')
