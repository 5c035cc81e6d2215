-- The step of a loop must be a number. Manual 3.3.5.
for i = 1, 10, true do end  --! bad 'for' step (number expected, got boolean)
