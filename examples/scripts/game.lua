-- A knight and a wolf. Rust says what they are (examples/game.rs); this script says what they do.
local REACH = 1.5

local game = {
  knight = Entity("knight", 30, Vec2(0, 0)),
  wolf = Entity("wolf", 24, Vec2(6, 8)),
}

local function approach(hunter, prey, step)
  local way = prey.position - hunter.position
  local length = math.min(step, way:length() - REACH)
  hunter.position = hunter.position + way:unit() * length
  say(hunter.name .. " moves to " .. tostring(hunter.position))
end

local function act(hunter, prey, step, damage)
  if hunter:distance(prey) > REACH + 0.001 then
    return approach(hunter, prey, step)
  end
  prey:hit(damage)
  say(("%s hits %s for %d, %d left"):format(hunter.name, prey.name, damage, prey.hp))
  if not prey.alive then say(prey.name .. " falls") end
end

-- One tick of the game; returns whether it goes on.
function game.update(tick)
  local knight, wolf = game.knight, game.wolf
  act(knight, wolf, 2, 9)
  if wolf.alive then act(wolf, knight, 4, 3 + tick % 3) end
  return knight.alive and wolf.alive
end

return game
