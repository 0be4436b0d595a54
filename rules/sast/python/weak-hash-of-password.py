# SPDX-License-Identifier: MIT
import hashlib


def store(user, password, file_name):
    # ruleid: python-weak-hash-of-password
    user.hash = hashlib.md5(password.encode()).hexdigest()
    # ruleid: python-weak-hash-of-password
    user.hash = hashlib.sha256(user.salt + password.encode()).hexdigest()
    # ok: python-weak-hash-of-password
    user.hash = hashlib.scrypt(password.encode(), salt=user.salt, n=16384, r=8, p=1)
    # ok: python-weak-hash-of-password
    return hashlib.sha256(file_name.encode()).hexdigest()
