"""Small random registers for the tests that compare figures with models: written as JSON Lines, taken
in by the program, and read back from its export."""

import json
import os
import random
import shutil
import subprocess
import tempfile


class Register:
    """A store of its own with records that a test has made up."""

    def __init__(self, program):
        self.program = program
        self.folder = tempfile.mkdtemp()
        self.environment = dict(os.environ, CHANCERY_STORE=os.path.join(self.folder, "store"))

    def close(self):
        shutil.rmtree(self.folder)

    def run(self, *arguments, today=None, text=None, codes=(0,)):
        environment = dict(self.environment)
        if today is not None:
            environment["CHANCERY_TODAY"] = today
        done = subprocess.run([self.program, *arguments], env=environment, input=text, text=True,
                              capture_output=True, check=False)
        if done.returncode not in codes:
            raise SystemExit("%s: status %d: %s" % (arguments, done.returncode, done.stderr))
        return done.stdout

    def empty(self):
        """A new store: the first that was made is copied."""
        store, model = self.environment["CHANCERY_STORE"], os.path.join(self.folder, "empty")
        shutil.rmtree(store, ignore_errors=True)
        if not os.path.exists(model):
            self.run("init", "--empty")
            shutil.copytree(store, model)
        else:
            shutil.copytree(model, store)

    def fill(self, records):
        self.empty()
        lines = "".join(json.dumps(r) + "\n" for r in records)
        path = os.path.join(self.folder, "all.jsonl")
        with open(path, "w", encoding="utf-8") as out:
            out.write(lines)
        self.run("import", "--all", path)

    def export(self):
        return [json.loads(line) for line in self.run("export").splitlines()]


def partial(chance, first, last):
    """A date between two days, now and then only its month or its year."""
    day = first + (last - first) * chance.random()
    text = day.isoformat()
    return text[:chance.choice((10, 10, 10, 10, 7, 7, 4))]


def seeded(seed):
    return random.Random(int(seed))
