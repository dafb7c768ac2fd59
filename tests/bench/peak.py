#!/usr/bin/env python3
"""peak.py COMMAND...: runs it; says how long it took and the most memory it had, as its own and with
the pages of its files, on standard error."""
import subprocess
import sys
import time


def status(pid):
    out = {}
    try:
        with open("/proc/%d/status" % pid) as f:
            for line in f:
                if line.startswith(("RssAnon", "VmRSS")):
                    out[line.split(":")[0]] = int(line.split()[1])
    except OSError:
        pass
    return out


def main():
    start = time.monotonic()
    child = subprocess.Popen(sys.argv[1:])
    own = all_ = 0
    while child.poll() is None:
        now = status(child.pid)
        own = max(own, now.get("RssAnon", 0))
        all_ = max(all_, now.get("VmRSS", 0))
        time.sleep(0.02)
    print("%.1f s, %d MiB of its own, %d MiB with mapped files" %
          (time.monotonic() - start, own >> 10, all_ >> 10), file=sys.stderr)
    sys.exit(child.returncode)


main()
