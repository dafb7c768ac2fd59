"""answers.py QUESTION ARGUMENT...: what a screen has to show, line by line, the parts of a line
separated by tabs; worked out from the csv files of the starter register."""

import os
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from facts import covering, first, in_force, last_meeting, members, table


def name(party):
    kind, code = party.split(":")
    return next(r["name"] for r in table(kind) if r["code"] == code)


def un_names():
    top = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
    with open(os.path.join(top, "conf", "names", "un-names.tsv"), encoding="utf-8") as lines:
        return {fields[0]: fields[1] for fields in (line.split("\t") for line in lines)}


def called(party):
    """What documents call it."""
    kind, code = party.split(":")
    return un_names()[code] if kind == "state" else name(party)


def bare(party):
    return party.split(":")[1]


def plain(cell):
    """A cell without the sign that keeps spreadsheets from reading it as a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in ("=", "+", "-", "@") else cell


def by_name(parties):
    """Protocol order: by name, accents and case apart."""
    return sorted(parties, key=lambda p: (p.split(":")[0] != "state", called(p).casefold()))


def role_name(role):
    return role[0].upper() + role[1:]


def attendance(process):
    """A file of who came to the last ministerial: every third sends an apology, every fourth says
    nothing; every seventh has not even been asked."""
    meeting = last_meeting(process, "ministerial")
    print("meeting,party,as,response,attended")
    for i, party in enumerate(members(process, meeting_day(meeting)), 1):
        came = "apology" if i % 3 == 0 else "" if i % 4 == 0 else "attended"
        if i % 7 != 0:
            print(meeting, party, "member", "declined" if came == "apology" else "invited", came,
                  sep=",")


def meeting_day(code):
    return next(m["start"] for m in table("meeting") if m["code"] == code)


def who_came(process):
    parties = members(process, meeting_day(last_meeting(process, "ministerial")))
    groups = {"Attended": [], "Apology": [], "Nothing is said of them": [], "not on the list": []}
    for i, party in enumerate(parties, 1):
        groups["not on the list" if i % 7 == 0 else "Apology" if i % 3 == 0 else
               "Nothing is said of them" if i % 4 == 0 else "Attended"].append(party)
    for group in ("Attended", "Apology", "Nothing is said of them"):
        print(group, f"({len(groups[group])})", sep="\t")
        for party in by_name(groups[group]):
            print(bare(party), called(party), "Member", sep="\t")
    for party in by_name(groups["not on the list"]):
        print(bare(party), called(party), sep="\t")


def ticked(process, day):
    """Members first, then observers, each in protocol order."""
    for role in ("member", "observer"):
        for party in by_name(members(process, day, role)):
            print("[x]" if role == "member" else "[ ]", bare(party), role_name(role), called(party),
                  sep="\t")


def offices(state):
    """Those that sit in it or cover it by code, then those above them."""
    records = {o["code"]: o for o in table("office") if not o["closed"]}
    found = covering(state)
    near = [c for c in found if records[c]["state"] == state or
            state in records[c]["covers"].split(";")]
    for code in near:
        print(code, records[code]["name"], sep="\t")
        for column in ("phones", "emails"):
            if records[code][column]:
                print(plain(records[code][column].split(";")[0]))
    for code in found:
        if code not in near:
            print(code, records[code]["name"], "above", sep="\t")


def chairs(process, day):
    rows = [r for r in table("process.chairs") if r["process"] == process and in_force(r, day)]
    print("Chairs", f"({len(rows)})", sep="\t")
    for r in rows:
        print(bare(r["party"]), name(r["party"]), role_name(r["role"]), sep="\t")


def takes_part(state, day):
    rows = [r for r in table("process.members")
            if r["party"] == "state:" + state and in_force(r, day)]
    print("Members, Party", f"({len(rows)})", sep="\t")
    for r in sorted(rows, key=lambda r: r["process"]):
        print(r["process"], role_name(r["role"]), sep="\t")


def states(status, day):
    """How many, and the first of them."""
    found = sorted({r["state"] for r in table("state.memberships")
                    if r["status"] == status and in_force(r, day)})
    for code in found[:10]:
        print(code)
    print(f"{len(found)} match of {len(table('state'))} states")


QUESTIONS = [attendance, who_came, ticked, offices, chairs, takes_part, states]

if __name__ == "__main__":
    {f.__name__: f for f in QUESTIONS}[sys.argv[1]](*sys.argv[2:])
