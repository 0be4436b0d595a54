# SPDX-License-Identifier: MIT
"""What the benchmarks share."""
import os
import subprocess
import tempfile
import time


def run(command, limit, environment=None):
    """Seconds, processor seconds, peak MB of the largest process, output; seconds is None where it was ended."""
    with tempfile.TemporaryFile() as out:
        start = time.monotonic()
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL, env=environment)
        peak = spent = 0
        seconds = None
        while True:
            done, _, usage = os.wait4(process.pid, os.WNOHANG)
            if done:
                seconds = time.monotonic() - start
                peak = usage.ru_maxrss / 1024
                spent = usage.ru_utime + usage.ru_stime
                break
            if time.monotonic() - start > limit:
                process.kill()
                os.wait4(process.pid, 0)
                break
            time.sleep(0.005)
        out.seek(0)
        return seconds, spent, peak, out.read()
