# SPDX-License-Identifier: MIT
class ToolsController < ApplicationController
  def run
    # ruleid: ruby-code-injection
    eval(params[:code])
    # ruleid: ruby-code-injection
    current_user.send(params[:action_name])
    # ok: ruby-code-injection
    current_user.send(:save)
    # ruleid: ruby-code-injection
    params[:type].constantize
  end
end
