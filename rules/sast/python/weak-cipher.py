# SPDX-License-Identifier: MIT
from Crypto.Cipher import AES, DES
from cryptography.hazmat.primitives.ciphers import algorithms, modes


def encrypt(key, nonce, text):
    # ruleid: python-weak-cipher
    DES.new(key, DES.MODE_CBC, nonce)
    # ruleid: python-weak-cipher
    AES.new(key, AES.MODE_ECB)
    # ok: python-weak-cipher
    AES.new(key, AES.MODE_GCM, nonce=nonce)
    # ruleid: python-weak-cipher
    modes.ECB()
    # ok: python-weak-cipher
    return algorithms.AES(key)
