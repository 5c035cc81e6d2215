-- The modifiers E and O change nothing in the C locale. Manual 6.9.
local time = 1720000000
print(os.date("!%Ec|%EC|%Ex|%EX|%Ey|%EY", time))  --> Wed Jul  3 09:46:40 2024|20|07/03/24|09:46:40|24|2024
print(os.date("!%c|%C|%x|%X|%y|%Y", time))  --> Wed Jul  3 09:46:40 2024|20|07/03/24|09:46:40|24|2024
print(os.date("!%Od|%Oe|%OH|%OI|%Om|%OM|%OS|%Ou|%OU|%OV|%Ow|%OW|%Oy", time))
--> 03| 3|09|09|07|46|40|3|26|27|3|27|24
print(os.date("!%d|%e|%H|%I|%m|%M|%S|%u|%U|%V|%w|%W|%y", time))  --> 03| 3|09|09|07|46|40|3|26|27|3|27|24
