# SPDX-License-Identifier: MIT
class User
  def password=(password)
    # ruleid: ruby-weak-hash-of-password
    self.hash = Digest::SHA256.hexdigest(password)
    # ruleid: ruby-weak-hash-of-password
    self.old = Digest::MD5.hexdigest(salt + password)
    # ok: ruby-weak-hash-of-password
    self.hash = BCrypt::Password.create(password)
    # ok: ruby-weak-hash-of-password
    self.etag = Digest::SHA256.hexdigest(body)
    # ok: ruby-weak-hash-of-password
    self.postgres = Digest::MD5.hexdigest(password + username)
    # ok: ruby-weak-hash-of-password
    self.reset = Digest::SHA256.hexdigest(password_reset_token)
  end
end
