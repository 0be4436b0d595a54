# SPDX-License-Identifier: MIT
import tarfile
import zipfile


def unpack(path):
    archive = tarfile.open(path)
    # ruleid: python-archive-extracted-unchecked
    archive.extractall("out")
    # ok: python-archive-extracted-unchecked
    archive.extractall("out", filter="data")
    with tarfile.open(path) as other:
        # ruleid: python-archive-extracted-unchecked
        other.extractall()
    with zipfile.ZipFile(path) as checked:
        # ok: python-archive-extracted-unchecked
        checked.extractall("out")
