"""Compares `list --columns` with joins made here, from the records as `export --format jsonl` gives them.

    columns.py SCHEMA_DIR ROUNDS SEED

Random sets of columns, by paths through references and tables, must have in csv what the records
say. $CHANCERY is the program; the store is that of the environment. Prints each set that differs."""

import csv
import io
import json
import os
import random
import re
import subprocess
import sys

CHANCERY = os.environ["CHANCERY"]
TOKEN = re.compile(r'\s+|#[^\n]*|//[^\n]*|("(?:[^"\\]|\\.)*")|([A-Za-z_]\w*)|(-?\d+)|([{}()\[\]=:;,])')
PLAIN = ("code", "text", "long text", "choice", "date", "reference")


def tokens(text):
    at = 0
    while at < len(text):
        m = TOKEN.match(text, at)
        if m is None:
            raise SystemExit(f"columns.py: cannot read the schema at {text[at:at + 20]!r}")
        at = m.end()
        if m.group(1):
            yield "s", json.loads(m.group(1))
        elif m.lastindex:
            yield "t", m.group(m.lastindex)


class Conf:
    """A libconfig file as dictionaries and lists."""

    def __init__(self, text):
        self.list = list(tokens(text))
        self.at = 0

    def peek(self):
        return self.list[self.at] if self.at < len(self.list) else ("t", "")

    def take(self):
        self.at += 1
        return self.list[self.at - 1]

    def value(self):
        kind, text = self.take()
        if kind == "s":
            while self.peek()[0] == "s":
                text += self.take()[1]
            return text
        if text == "{":
            return self.group("}")
        if text in "([":
            end, items = {"(": ")", "[": "]"}[text], []
            while self.peek() != ("t", end):
                items.append(self.value())
                if self.peek() == ("t", ","):
                    self.take()
            self.take()
            return items
        return text

    def group(self, end):
        out = {}
        while self.peek() != ("t", end):
            name = self.take()[1]
            self.take()
            out[name] = self.value()
            while self.peek() in (("t", ";"), ("t", ",")):
                self.take()
        if end:
            self.take()
        return out


def run(*arguments):
    done = subprocess.run([CHANCERY, *arguments], capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1) or done.stderr:
        raise SystemExit(f"columns.py: {arguments}: {done.stderr}")
    return done.stdout


def open_fields(fields):
    """Those that may leave the register."""
    closed = {"sensitive", "small_count"}
    return [f for f in fields if f.get("role") not in closed and not closed & set(f.get("roles", []))]


class Register:
    def __init__(self, folder):
        self.types, self.records, self.rows = {}, {}, {}
        for name in sorted(os.listdir(folder)):
            if name.endswith(".conf"):
                with open(os.path.join(folder, name), encoding="utf-8") as f:
                    conf = Conf(f.read()).group("")
                self.types[conf["name"]] = conf
        for name, conf in self.types.items():
            for field in conf["fields"]:
                field["columns"] = open_fields(field.get("columns", []))
            conf["open"] = open_fields(conf["fields"])
            lines = run("export", name, "--format", "jsonl").splitlines()
            self.records[name] = {r["code"]: r for r in map(json.loads, lines)}

    def target(self, field, text):
        targets = field["targets"]
        name, code = (targets[0], text) if len(targets) == 1 else text.split(":", 1)
        return name, code, self.records[name].get(code)

    def path(self, chance, fields, depth=0):
        """A random path: its names, and the fields on the way."""
        field = chance.choice(fields)
        if field["type"] == "table":
            if chance.random() < 0.3:
                return [field["name"] + ":count"]
            inner = [c for c in field["columns"] if c["type"] in PLAIN]
            return [field["name"]] + self.path(chance, inner or field["columns"], depth + 1)
        if field["type"] == "reference" and depth < 3 and chance.random() < 0.7:
            other = self.types[chance.choice(field["targets"])]["open"]
            return [field["name"]] + self.path(chance, other, depth + 1)
        if field["type"] not in PLAIN:
            return self.path(chance, fields, depth)
        if field.get("many") and field["many"] != "language" and chance.random() < 0.2:
            return [field["name"] + ":count"]
        return [field["name"]]

    def values(self, names, fields, record):
        """What the path leads to: texts, as files have them; members of sets apart."""
        name, counts = (names[0][:-6], True) if names[0].endswith(":count") else (names[0], False)
        field = next((f for f in fields if f["name"] == name), None)
        if field is None:
            return []
        value = record.get({"type": "type_"}.get(name, name))
        if value is None:
            return []
        if counts:
            return list(value) if isinstance(value, list) else [value]
        if len(names) == 1:
            if field.get("many") == "language":
                return [escape(value["en"])] if "en" in value else []
            if isinstance(value, list):
                return [escape(str(v)) for v in value]
            return [escape(str(value))]
        if field["type"] == "table":
            return [v for row in value for v in self.values(names[1:], field["columns"], row)]
        members = value if isinstance(value, list) else [value]
        found = sorted(self.target(field, m)[:2] for m in members)
        out = []
        for other, code in found:
            target = self.records[other].get(code)
            if target is not None:
                out += self.values(names[1:], self.types[other]["fields"], target)
        return out


def escape(text):
    return text.replace("\\", "\\\\").replace(";", "\\;")


def guard(text):
    return "'" + text if text[:1] in ("=", "+", "-", "@", "\t", "\r", "'") and text else text


def cell(register, names, fields, record):
    values = register.values(names, fields, record)
    return str(len(values)) if names[-1].endswith(":count") else guard(";".join(values))


def check(register, chance):
    name = chance.choice(sorted(n for n in register.types if register.records[n]))
    fields = register.types[name]["open"]
    paths = [p for p in (register.path(chance, fields) for _ in range(chance.randint(1, 6)))
             if len(p) > 1 or p[-1].endswith(":count")]
    if not paths:
        return True
    columns = ["code"] + [".".join(p) for p in paths]
    text = run("list", name, "--columns", ",".join(columns), "--sort", "code", "--format", "csv")
    got = list(csv.reader(io.StringIO(text)))
    want = [columns] + [[guard(r["code"])] + [cell(register, p, register.types[name]["fields"], r)
                                              for p in paths]
                        for r in register.records[name].values()]
    if got == want:
        return True
    wrong = next(((g, w) for g, w in zip(got, want) if g != w), (len(got), len(want)))
    print(f"{name} {','.join(columns)}: {wrong[0]} and not {wrong[1]}")
    return False


def main():
    folder, rounds, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    register, chance = Register(folder), random.Random(seed)
    wrong = sum(not check(register, chance) for _ in range(rounds))
    print(f"{rounds} sets of columns, {wrong} of them differ")
    return wrong > 0


if __name__ == "__main__":
    sys.exit(main())
