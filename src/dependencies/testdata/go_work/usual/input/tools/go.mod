module acme.example/tools

go 1.22

require acme.example/bellows v1.4.3
