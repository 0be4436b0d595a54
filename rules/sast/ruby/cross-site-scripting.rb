# SPDX-License-Identifier: MIT
class HelloController < ApplicationController
  def show
    # ruleid: ruby-cross-site-scripting
    @text = "<b>#{params[:name]}</b>".html_safe
    # ok: ruby-cross-site-scripting
    @safe = "<b>#{h(params[:name])}</b>".html_safe
    name = params[:name]
    # ruleid: ruby-cross-site-scripting
    render inline: "Hello #{name}"
    # ok: ruby-cross-site-scripting
    render plain: name
  end
end
