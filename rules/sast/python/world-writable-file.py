# SPDX-License-Identifier: MIT
import os


def publish(path):
    # ruleid: python-world-writable-file
    os.chmod(path, 0o777)
    # ruleid: python-world-writable-file
    os.chmod(path, 0o666)
    # ok: python-world-writable-file
    os.chmod(path, 0o755)
    # ok: python-world-writable-file
    os.chmod(path, 0o1644)
