# SPDX-License-Identifier: MIT
class FilesController < ApplicationController
  def show
    # ruleid: ruby-path-traversal
    send_file "/srv/files/#{params[:name]}"
    path = Rails.root.join("files", params[:name])
    # ruleid: ruby-path-traversal
    File.read(path)
    # ok: ruby-path-traversal
    File.read(Rails.root.join("files", File.basename(params[:name])))
    user = User.find_by!(name: params[:name])
    # ok: ruby-path-traversal
    File.read("/srv/avatars/#{user.name}.png")
    # ok: ruby-path-traversal
    File.read("/srv/files/index.html")
  end
end
