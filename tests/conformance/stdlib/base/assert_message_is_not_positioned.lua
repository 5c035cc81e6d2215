-- The message of assert gets no position. Manual 6.1.
print(pcall(function() assert(false, "plain") end))  --> false	assert_message_is_not_positioned.lua:2: plain
print(pcall(function() assert(1 == 2) end))
--> false	assert_message_is_not_positioned.lua:3: assertion failed!
