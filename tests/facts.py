"""What the csv files of the starter register say, read without the program: expected answers of
tests are worked out from here."""

import csv
import os
import sys

REGISTER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../conf/register")


def table(name):
    with open(os.path.join(REGISTER, name + ".csv"), encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f))


# A partial date lasts from its first to its last day; what is empty is open.
def first(date):
    return (date + "-01-01"[len(date) - 4:])[:10] if date else "0000-00-00"


def last(date):
    return (date + "-12-31"[len(date) - 4:])[:10] if date else "9999-99-99"


def in_force(row, day):
    return first(row.get("from", "")) <= last(day) and last(row.get("to", "")) >= first(day)


def members(process, day, role="member"):
    return sorted(r["party"] for r in table("process.members")
                  if r["process"] == process and r["role"] == role and in_force(r, day))


def last_meeting(process, kind):
    """The code of the process's last meeting of the kind."""
    return max((first(m["start"]), m["code"]) for m in table("meeting")
               if m["process"] == process and m["kind"] == kind)[1]


def covering(state):
    """Codes of the offices of a State, of those that cover it, and of those above."""
    offices = {o["code"]: o for o in table("office") if not o["closed"]}
    found = {c for c, o in offices.items()
             if o["state"] == state or state in o["covers"].split(";")}
    return sorted(found | {offices[c]["parent"] for c in found} & offices.keys())


def told(lines):
    for line in sorted(lines):
        print(line)
