-- Labels and jumps express a state machine. Manual 3.3.4.
local out, i = {}, 0
::ping:: i = i + 1; out[#out + 1] = "ping"; if i >= 3 then goto stop end; goto pong
::pong:: i = i + 1; out[#out + 1] = "pong"; goto ping
::stop::
print(table.concat(out, " "))  --> ping pong ping
