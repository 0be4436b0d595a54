module example.com/old

go 1.14

require github.com/direct/one v1.2.0

unknown directive
