# SPDX-License-Identifier: MIT
class PaymentsController < ApplicationController
  # ruleid: ruby-rails-csrf-off
  skip_before_action :verify_authenticity_token
  # ok: ruby-rails-csrf-off
  skip_before_action :require_login
end
