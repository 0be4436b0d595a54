module example.com/service

go 1.22.1

toolchain go1.22.5

require (
	github.com/gorilla/mux v1.8.1
	github.com/old/fork v1.0.0 // a fork of ours
	golang.org/x/net v0.17.0 // indirect
	gopkg.in/yaml.v2 v2.4.0 // indirect; for tests
	github.com/docker/docker v24.0.7+incompatible
	example.com/local v0.0.0-00010101000000-000000000000
)

require github.com/single/line v0.0.0-20230101120000-abcdef012345

exclude github.com/gorilla/mux v1.8.0

replace (
	github.com/old/fork => github.com/new/fork v1.1.0
	golang.org/x/net v0.17.0 => golang.org/x/net v0.23.0
	example.com/local => ../local
)

tool example.com/tool/cmd
