-- A limit that is not a number stops an upward loop only. Manual 3.3.5.
for i = 1, 0/0 do print("up") end
for i = 1, 0/0, -1 do print("down") break end  --> down
