module example.com/demo

go 1.20

require (
	example.com/anvil v1.0.0
	example.com/other v1.0.0 // indirect
)
