# SPDX-License-Identifier: MIT
import random
import secrets
import string


def make(user):
    # ruleid: python-predictable-random
    token = "".join(random.choice(string.ascii_letters) for _ in range(32))
    # ruleid: python-predictable-random
    user.reset_code = random.randint(100000, 999999)
    # ok: python-predictable-random
    token = secrets.token_urlsafe(32)
    # ok: python-predictable-random
    delay = random.random() * 3
    # ok: python-predictable-random
    colour = random.choice(["red", "blue"])
    return token, delay, colour
