# SPDX-License-Identifier: MIT
import tempfile


def scratch():
    # ruleid: python-temporary-file-race
    name = tempfile.mktemp(".txt")
    # ok: python-temporary-file-race
    handle, name = tempfile.mkstemp(".txt")
    # ok: python-temporary-file-race
    return tempfile.NamedTemporaryFile(), handle, name
