# SPDX-License-Identifier: MIT
class StateController < ApplicationController
  def load
    # ruleid: ruby-unsafe-deserialisation
    Marshal.load(Base64.decode64(cookies[:state]))
    # ok: ruby-unsafe-deserialisation
    Marshal.load(File.binread("cache"))
    # ok: ruby-unsafe-deserialisation
    YAML.safe_load(params[:state])
  end
end
