-- An empty match does not follow right after another match. Manual 6.4.
for s in ("a,,b"):gmatch("[^,]*") do print("[" .. s .. "]") end  --> [a]
                                                                 --> []
                                                                 --> [b]
