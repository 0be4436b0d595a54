# SPDX-License-Identifier: MIT
class ProxyController < ApplicationController
  def show
    # ruleid: ruby-server-side-request-forgery
    text = Net::HTTP.get(URI(params[:url]))
    # ruleid: ruby-server-side-request-forgery
    URI.open(params[:url]).read
    # ok: ruby-server-side-request-forgery
    Faraday.get("https://api.example.org/items/#{CGI.escape(params[:id])}")
    # ok: ruby-server-side-request-forgery
    HTTParty.get("https://api.example.org/")
  end
end
