module acme.example/other

go 1.22

require acme.example/tongs v2.0.1
