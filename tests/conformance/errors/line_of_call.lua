-- An error in a multi-line call has the line of the call inside. Manual 2.3.
local t = {
  1,
  error("stop"),  --! stop
}
