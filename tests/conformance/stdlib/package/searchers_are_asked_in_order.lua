-- Searchers answer with a loader and its data, with a message, or not at all. Manual 6.3.
package.searchers = {
  function(name) asked = name end,
  function(name) return "second knows nothing of " .. name end,
  function(name)
    if name == "found" then return function(...) return table.concat({ ... }, "+") end, "data" end
  end,
}
print(asked, require "found")  --> nil	found+data	data
print(asked, pcall(require, "lost"))
--> found	false	module 'lost' not found:
--> 	second knows nothing of lost
print(asked)  --> lost
