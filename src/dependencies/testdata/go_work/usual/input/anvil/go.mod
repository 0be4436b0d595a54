module acme.example/anvil

go 1.22

require (
	acme.example/tongs v2.0.1
	acme.example/bellows v1.4.2
)

replace acme.example/tongs => acme.example/mine v1.0.0
