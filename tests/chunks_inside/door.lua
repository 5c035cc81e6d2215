#!/usr/bin/env lua
local name = ...
return "door " .. tostring(name):upper(),
  function() error("locked") end
