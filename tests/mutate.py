#!/usr/bin/env python3
"""Changes the program in one place at a time and looks whether a test notices.

    tests/mutate.py [--count 200] [--seed 1] [--only src/query] [--jobs 2] [FOLDER]

Works on copies of the last commit in FOLDER (build-mutate/ unless said), a subfolder each commit, never
on the tree itself. First each test runs once in a build that counts lines (cover.json keeps what it
found). Then each mutant is built, and the tests that reach its line run, the quickest
first, until one fails. The same seed gives the same mutants of the same commit. The result, a line
each, goes to report.txt there; the survivors are to be read by somebody: each either shows a gap in
the tests or changes nothing that can be seen.

It takes an hour or two, is run by hand, and needs gcc and gcov.
"""
import argparse
import json
import os
import random
import re
import subprocess
import sys
import threading
import time

TOP = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
LIMIT = 600             # seconds that a test may take; a mutant that hangs is noticed
MOST_TESTS = 12         # that are tried on a mutant

# What a tired programmer gets wrong: (name, what it looks like, what it becomes).
KINDS = [
    ("comparison", re.compile(r" (<|<=|>|>=|==|!=) "),
     {"<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "=="}),
    ("condition", re.compile(r"\b(?:if|while) \((.+)\)( \{)?$"), None),
    ("error", re.compile(r"\breturn (rc|err_set\(.*\)|ERR_[A-Z_]+);"), None),
    ("call", re.compile(r"^\t+([a-z_]+\(.*\));$"), None),
    ("jump", re.compile(r"^\t+(break|continue|goto fail|return);$"), None),
    ("constant", re.compile(r"(?<![\w.\"'])(\d+)(?![\w.\"'])"), None),
]


def mutate_line(line, kind, chance):
    """The line with one thing wrong; None: there is nothing of that kind in it."""
    name, pattern, table = kind
    found = list(pattern.finditer(line))
    if not found or line.lstrip().startswith(("*", "/*", "#", "//", "{ \"")):
        return None
    m = chance.choice(found)
    old = m.group(1)
    if name == "comparison":
        new = table[old]
    elif name == "condition":
        if old.count("(") != old.count(")"):
            return None
        new = f"!({old})"
    elif name == "error":
        if old == "ERR_OK":
            return None
        new = "ERR_OK"
    elif name in ("call", "jump"):
        if old.startswith(("assert", "va_", "static_assert")):
            return None
        new = ""
    else:
        new = str(int(old) + 1)
    return line[:m.start(1)] + new + line[m.end(1):]


def say(*words):
    print(*words, flush=True)


def run(words, folder, log, **more):
    with open(log, "ab") as out:
        return subprocess.run(words, cwd=folder, stdin=subprocess.DEVNULL, stdout=out,
                              stderr=subprocess.STDOUT, check=False, **more).returncode


class Copy:
    """A copy of the last commit, built in place."""

    def __init__(self, folder, flags):
        self.folder, self.log = folder, folder + ".log"
        self.flags = flags

    def prepare(self):
        if not os.path.exists(self.folder + "/config.status"):
            os.makedirs(self.folder, exist_ok=True)
            subprocess.run(f"git -C '{TOP}' archive HEAD | tar -x -C '{self.folder}'", shell=True,
                           check=True)
            if run(["autoreconf", "--install"], self.folder, self.log) != 0 or \
                    run(["./configure", "--disable-werror", "CFLAGS=" + self.flags], self.folder,
                        self.log) != 0:
                sys.exit(f"mutate: {self.folder} cannot be configured: {self.log}")
        if not self.make("all") or run(["make", "check", "TESTS="], self.folder, self.log) != 0:
            sys.exit(f"mutate: {self.folder} cannot be built: {self.log}")

    def make(self, *targets):
        return run(["make", *targets], self.folder, self.log) == 0

    def target(self, test):
        return test if test.endswith("_test") else "src/chancery"

    def passes(self, test):
        """Runs a test as make check does."""
        env = dict(os.environ, CHANCERY=self.folder + "/src/chancery", top_srcdir=self.folder,
                   top_builddir=self.folder, LC_ALL="C.UTF-8", TZ="UTC", CHANCERY_FAULTS="1")
        words = [self.folder + "/" + test]
        if test.endswith(".scr"):
            words = [self.folder + "/tests/screen/play", "--starter",
                     self.folder + "/tests/screen/starter", test]
        elif test.endswith(".sh"):
            words = ["sh", test]
        try:
            done = subprocess.run(words, cwd=self.folder, env=env, stdin=subprocess.DEVNULL,
                                  stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=LIMIT,
                                  check=False)
        except subprocess.TimeoutExpired:
            return False
        return done.returncode == 0 and not re.search(rb"^(not ok|Bail out)", done.stdout, re.M)


def all_tests():
    """The tests of the screen, of the command line and of units, by what local.mk says of them."""
    tests = []
    for folder in ("unit", "command", "screen"):
        with open(f"{TOP}/tests/{folder}/local.mk", encoding="utf-8") as f:
            for name in re.findall(r"^\t%D%/([\w-]+(?:\.sh|\.scr|_test))\b", f.read(), re.M):
                tests.append(f"tests/{folder}/{name}")
    return sorted(set(tests))


def lines_reached(copy):
    """What gcov has counted since the counts were removed: file -> lines."""
    counts = subprocess.run("find . -name '*.gcda' -print0 | xargs -0 -r gcov --json-format --stdout",
                            shell=True, cwd=copy.folder, capture_output=True, check=False).stdout
    reached = {}
    for text in counts.splitlines():
        if not text.startswith(b"{"):
            continue
        for file in json.loads(text)["files"]:
            name = os.path.normpath(file["file"])
            if name.startswith("src/"):
                reached.setdefault(name, set()).update(
                    line["line_number"] for line in file["lines"] if line["count"] > 0)
    return reached


def measure(folder):
    """Which tests reach each line, the quickest first: {"src/x.c": {"12": [test, ...]}}."""
    kept = folder + "/cover.json"
    if os.path.exists(kept):
        with open(kept, encoding="utf-8") as f:
            return json.load(f)
    copy, took, cover = Copy(folder + "/cover", "-g -O0 --coverage"), {}, {}
    copy.prepare()
    for test in all_tests():
        subprocess.run("find . -name '*.gcda' -delete", shell=True, cwd=copy.folder, check=True)
        start = time.monotonic()
        if not copy.passes(test):
            say(f"# {test} fails without any mutant: it is left out")
            continue
        took[test] = time.monotonic() - start
        for name, lines in lines_reached(copy).items():
            for line in lines:
                cover.setdefault(name, {}).setdefault(str(line), []).append(test)
    for lines in cover.values():
        for tests in lines.values():
            tests.sort(key=took.get)
    with open(kept, "w", encoding="utf-8") as f:
        json.dump(cover, f)
    return cover


def choose(cover, only, count, chance):
    """Mutants of lines that some test reaches; each is (file, line, kind, old, new)."""
    places = []
    for name in sorted(cover):
        if name.endswith(".c") and name.startswith(only):
            places += [(name, int(line)) for line in sorted(cover[name], key=int)]
    chance.shuffle(places)
    chosen = []
    for name, number in places:
        if len(chosen) == count:
            break
        text = subprocess.run(["git", "-C", TOP, "show", "HEAD:" + name], capture_output=True,
                              encoding="utf-8", check=False).stdout.split("\n")
        if number > len(text):
            continue
        for kind in chance.sample(KINDS, len(KINDS)):
            new = mutate_line(text[number - 1], kind, chance)
            if new is not None:
                chosen.append((name, number, kind[0], text[number - 1], new))
                break
    return chosen


def try_mutant(copy, mutant, tests):
    """noticed by TEST, does not compile, or survived."""
    name, number, _, _, new = mutant
    path = f"{copy.folder}/{name}"
    with open(path, encoding="utf-8") as f:
        was = f.read()
    lines = was.split("\n")
    lines[number - 1] = new
    try:
        with open(path, "w", encoding="utf-8") as f:
            f.write("\n".join(lines))
        if not copy.make("src/chancery"):
            return "does not compile"
        for test in tests[:MOST_TESTS]:
            if not copy.make(copy.target(test)):
                return "does not compile"
            if not copy.passes(test):
                return "noticed by " + test
        return "survived"
    finally:
        with open(path, "w", encoding="utf-8") as f:
            f.write(was)


def work(copy, queue, cover, results, lock):
    while True:
        with lock:
            if not queue:
                return
            mutant = queue.pop(0)
        end = try_mutant(copy, mutant, cover[mutant[0]][str(mutant[1])])
        with lock:
            results.append((mutant, end))
            say(f"{end}: {mutant[0]}:{mutant[1]}: {mutant[2]}: {mutant[3].strip()} -> "
                f"{mutant[4].strip() or '(nothing)'}")


def report(folder, results):
    compiled = [r for r in results if r[1] != "does not compile"]
    noticed = [r for r in compiled if r[1] != "survived"]
    with open(folder + "/report.txt", "w", encoding="utf-8") as f:
        for (name, number, kind, old, new), end in sorted(results):
            f.write(f"{end}\t{name}:{number}\t{kind}\t{old.strip()}\t{new.strip()}\n")
    say(f"{len(noticed)} of {len(compiled)} mutants were noticed;"
        f" {len(results) - len(compiled)} did not compile; see {folder}/report.txt")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="src/", help="files whose names begin so")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("folder", nargs="?", default=TOP + "/build-mutate")
    options = parser.parse_args()
    commit = subprocess.run(["git", "-C", TOP, "rev-parse", "--short", "HEAD"], capture_output=True,
                            encoding="utf-8", check=True).stdout.strip()
    folder = os.path.abspath(options.folder) + "/" + commit
    os.makedirs(folder, exist_ok=True)
    cover = measure(folder)
    queue = choose(cover, options.only, options.count, random.Random(options.seed))
    results, lock, threads = [], threading.Lock(), []
    copies = [Copy(f"{folder}/job-{i}", "-g -O1") for i in range(options.jobs)]
    for copy in copies:
        copy.prepare()
    for copy in copies:
        threads.append(threading.Thread(target=work, args=(copy, queue, cover, results, lock)))
        threads[-1].start()
    for thread in threads:
        thread.join()
    report(folder, results)


if __name__ == "__main__":
    main()
