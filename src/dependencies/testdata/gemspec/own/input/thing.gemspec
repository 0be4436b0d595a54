Gem::Specification.new do |spec|
  spec.name = "thing"
  spec.version = Thing::VERSION
  spec.add_dependency "rack", ">= 2", "< 4"
  spec.add_runtime_dependency("zeitwerk", "~> 2.6")
  # spec.add_dependency "no"
  spec.add_development_dependency "rake", "13.1.0"
end
