require 'acme/anvil'
require 'hammer'
