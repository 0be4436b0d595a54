module acme.example/tool
