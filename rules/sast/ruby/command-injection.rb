# SPDX-License-Identifier: MIT
class ToolsController < ApplicationController
  def ping
    # ruleid: ruby-command-injection
    system("ping -c 1 #{params[:host]}")
    # ok: ruby-command-injection
    system("ping", "-c", "1", params[:host])
    # ok: ruby-command-injection
    system("uptime")
    host = params[:host]
    # ruleid: ruby-command-injection
    IO.popen("dig " + host)
  end
end
