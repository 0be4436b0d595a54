# SPDX-License-Identifier: MIT
class UsersController < ApplicationController
  def create
    # ruleid: ruby-mass-assignment
    User.create(params.require(:user).permit!)
    # ok: ruby-mass-assignment
    User.create(params.require(:user).permit(:name, :email))
  end
end
