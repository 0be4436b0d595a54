#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Shows that lint/check says something of everything it is there for, and nothing of a tree that is in order."""
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

CHECK = Path(__file__).resolve().parent / "check"
SPDX = "// SPDX-License-Identifier: MIT\n"
GOOD = {
    "src/CMakeLists.txt": "# SPDX-License-Identifier: MIT\nadd_subdirectory(ground)\nadd_subdirectory(testing)\nadd_subdirectory(tower)\n",
    "src/ground/CMakeLists.txt": "# SPDX-License-Identifier: MIT\nsquire_part(ground)\n",
    "src/ground/stone.h": SPDX,
    "src/testing/CMakeLists.txt": "# SPDX-License-Identifier: MIT\n",
    "src/testing/golden.h": SPDX,
    "src/tower/CMakeLists.txt": "# SPDX-License-Identifier: MIT\nsquire_part(tower USES ground\n    LINKS fmt)\n",
    "src/tower/roof.h": SPDX,
    "src/tower/roof.cpp": SPDX + '#include "tower/roof.h"\n#include "ground/stone.h"\n',
    "src/tower/roof_test.cpp": SPDX + '#include "testing/golden.h"\n// A TEST of the roof.\n'
    'TEST(Roof, Holds) { const char* text = R"(})"; if (text) { EXPECT_TRUE(1\'000); } }\n',
}


class LintCheck(unittest.TestCase):
    def complaints(self, changes):
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run(["git", "init", "--quiet", folder], check=True)
            for name, text in {**GOOD, **changes}.items():
                if text is None:
                    continue
                path = Path(folder, name)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text.replace("@TREE@", str(Path(folder).resolve())), encoding="utf-8")
            run = subprocess.run([sys.executable, str(CHECK), folder], capture_output=True, text=True, check=False)
            self.assertEqual(run.stderr, "")
            self.assertEqual(run.returncode, 1 if run.stdout else 0)
            return run.stdout

    def test_a_tree_in_order(self):
        self.assertEqual(self.complaints({}), "")

    def test_each_complaint(self):
        roof = GOOD["src/tower/roof.cpp"]
        # what is changed, what must be said, and nothing else
        table = [
            ({"src/tower/roof_test.cpp": SPDX + "TEST(Roof, Idle) { // EXPECT_TRUE(1);\n}\nTEST(Roof, Holds) { ASSERT_TRUE(1); }\n"},
             "src/tower/roof_test.cpp:2: test Roof.Idle asserts nothing"),
            ({"src/tower/roof_test.cpp": SPDX + "// TEST(Roof, Falls) { EXPECT_TRUE(0); }\n"}, "src/tower/roof_test.cpp:2: a test is commented out"),
            ({"src/tower/roof_test.cpp": SPDX + "/*\nTEST_F(Roof, Falls) {}\n*/\n"}, "src/tower/roof_test.cpp:2: a test is commented out"),
            ({"src/tower/roof_test.cpp": SPDX + "#if 0\nTEST(Roof, Falls) { EXPECT_TRUE(0); }\n#endif\n"}, "src/tower/roof_test.cpp:2: code is switched off"),
            ({"src/tower/roof_test.cpp": SPDX + "TEST(Roof, DISABLED_Falls) { EXPECT_TRUE(0); }\n"}, "src/tower/roof_test.cpp:2: test Roof.DISABLED_Falls is"),
            ({"src/tower/deep/roof_test.cpp": SPDX}, "src/tower/deep/roof_test.cpp:1: is in no part's own folder"),
            ({"bench/roof_test.cpp": SPDX}, "bench/roof_test.cpp:1: is in no part's own folder"),
            ({"src/moat/CMakeLists.txt": "# SPDX-License-Identifier: MIT\n"}, "src/moat/CMakeLists.txt:1: src/CMakeLists.txt does not add"),
            ({"src/tower/window.h": "#pragma once\n"}, "src/tower/window.h:1: no 'SPDX"),
            ({"tool": "#!/bin/sh\n"}, "tool:1: no 'SPDX"),
            ({"README.md": "see\n/home/" + "alice/squire\n"}, "README.md:2: '/home/" + "alice/' is a path"),
            ({"README.md": "see @TREE@/src\n"}, "README.md:1: '"),
            ({"docs/a.md": "[src](../src) [far](https://a.example/x) `[x](no)`\n[here](nowhere.md#there)\n"}, "docs/a.md:2: there is no 'nowhere.md'"),
            ({"src/ground/stone.cpp": SPDX + '#include "tower/roof.h"\n'}, "src/ground/stone.cpp:2: part 'ground' reaches up to 'tower'"),
            ({"src/ground/stone.cpp": SPDX + '#include "testing/golden.h"\n'}, "src/ground/stone.cpp:2: only tests use 'testing'"),
            ({"src/tower/CMakeLists.txt": "# SPDX-License-Identifier: MIT\nsquire_part(tower)\n"}, "src/tower/roof.cpp:3: includes 'ground', which USES"),
            ({"src/tower/roof.cpp": roof.replace("ground/stone.h", "tower/roof.h")}, "src/tower/CMakeLists.txt:2: USES names 'ground'"),
        ]
        for changes, wanted in table:
            with self.subTest(wanted):
                said = self.complaints(changes)
                self.assertIn(wanted, said)
                self.assertEqual(said.count("\n"), 1, said)


if __name__ == "__main__":
    unittest.main(verbosity=0)
