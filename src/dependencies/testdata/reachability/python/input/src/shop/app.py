"""
import tongs
"""
import hammer
from acme_anvil import drop

import yaml


def main():
    drop(yaml.load("a: b"))
