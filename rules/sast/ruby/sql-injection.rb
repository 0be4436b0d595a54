# SPDX-License-Identifier: MIT
class UsersController < ApplicationController
  def find
    # ruleid: ruby-sql-injection
    User.where("name = '#{params[:name]}'")
    # ok: ruby-sql-injection
    User.where("name = ?", params[:name])
    # ok: ruby-sql-injection
    User.where(name: params[:name])
    # ruleid: ruby-sql-injection
    User.find_by_sql("SELECT * FROM users WHERE id = " + params[:id])
    # ok: ruby-sql-injection
    User.where("id = #{params[:id].to_i}")
  end
end
