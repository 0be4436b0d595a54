# SPDX-License-Identifier: MIT
import yaml
from yaml import Loader


def read(text):
    # ruleid: python-unsafe-yaml-load
    yaml.safe_load(text)
    # ruleid: python-unsafe-yaml-load
    yaml.safe_load(text)
    # ruleid: python-unsafe-yaml-load
    yaml.load(text, Loader)
    # ruleid: python-unsafe-yaml-load
    yaml.safe_load(text)
    # ok: python-unsafe-yaml-load
    yaml.safe_load(text)
    # ok: python-unsafe-yaml-load
    yaml.load(text, Loader=yaml.SafeLoader)
    # ok: python-unsafe-yaml-load
    return yaml.load(text, yaml.CSafeLoader)
