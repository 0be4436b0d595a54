# SPDX-License-Identifier: MIT
import subprocess
import unittest

TOKEN = "@@2:glpat-{base64url:20}@@"  # of no account: made up for this test


class Orders(unittest.TestCase):
    def test_the_queue_is_empty(self):
        self.assertEqual(subprocess.run("true", shell=True).returncode, 0)

    def test_tokens_have_a_prefix(self):
        self.assertTrue(TOKEN.startswith("glpat-"))
