-- An orc walks towards a tower, which shoots when it is near.
orc = Entity("orc", 30)
local tower = Vec2(6, 8)
local direction = (tower - orc.position) * 0.25

return function(turn)
  orc:walk(direction)
  local distance = (tower - orc.position):length()
  local event = "walks on"
  if distance < 6 then
    event = orc:damage(12) and "falls" or "is hit"
  end
  return string.format("turn %d: the %s %s, %.1f from the tower, %d hp",
    turn, orc.name, event, distance, orc.hp)
end
