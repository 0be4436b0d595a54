# SPDX-License-Identifier: MIT
class SessionsController < ApplicationController
  def create
    # ruleid: ruby-open-redirect
    redirect_to params[:next]
  end

  def again
    # ok: ruby-open-redirect
    redirect_to url_from(params[:next])
    # ok: ruby-open-redirect
    redirect_to root_path
    # ok: ruby-open-redirect
    redirect_to User.find(params[:id])
    # ok: ruby-open-redirect
    redirect_to user_path(params[:name])
    # ok: ruby-open-redirect
    redirect_to name: params[:name]
    uri = URI.parse(params[:referer])
    # ok: ruby-open-redirect
    redirect_to uri.to_s if uri.host == Rails.application.domain
    target = params[:to]
    # ruleid: ruby-open-redirect
    redirect_to target, allow_other_host: true
  end
end
