-- The ISO week changes on Mondays, and its year with the week. Manual 6.9.
local last, changes = os.date("!%G-%V", 0), 0
for day = 1, 20000 do
  local week = os.date("!%G-%V", day * 86400)
  if week ~= last then
    assert(os.date("!%u", day * 86400) == "1")
    assert(week > last)
    changes, last = changes + 1, week
  end
end
print(changes, last)  --> 2857	2024-40
