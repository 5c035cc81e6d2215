-- With captures gmatch gives them. Manual 6.4.
for k, v in ("a=1, b=2"):gmatch("(%w+)=(%w+)") do print(k, v) end  --> a	1
                                                                   --> b	2
