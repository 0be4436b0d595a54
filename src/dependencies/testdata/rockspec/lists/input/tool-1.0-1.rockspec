package = "tool"
version = "1.0-1"
dependencies = {
   "lua >= 5.1",
   "lpeg ~> 1.0",
   "say"
}
test_dependencies = { "busted" }
build = { type = "builtin", modules = { tool = "tool.lua" } }
