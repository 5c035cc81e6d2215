-- Loading a module gives its value and the loader's data; afterwards only the value. Manual 6.3.
package.preload.m = function(...) return table.concat({ ... }, " ") end
print(require "m")  --> m :preload:	:preload:
print(require "m")  --> m :preload:
