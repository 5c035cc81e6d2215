-- The predefined searchers can be called by themselves. Manual 6.3.
package.path, package.cpath = "./?.none", "./?.nolib"
package.preload.known = print
local preload, lua, c, root = table.unpack(package.searchers)
print(preload("unknown"))                                      --> no field package.preload['unknown']
print(preload("known") == print, select(2, preload("known")))  --> true	:preload:
print(lua("a.b"))                                              --> no file './a/b.none'
print(c("a.b"))                                                --> no file './a/b.nolib'
print(root("a.b"))                                             --> no file './a.nolib'
print(select("#", root("a")))                                  --> 0
