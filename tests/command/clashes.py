"""Clashes, compared with a model that looks at every two meetings of an export.
Usage: clashes.py PROGRAM SEED ROUNDS        random registers
       clashes.py --starter EXPORT           what the starter register says"""

import calendar
import datetime
import json
import sys

from chance_register import Register, seeded

DAY = datetime.timedelta(days=1)
STATES = ["AA", "BB", "CC", "DD", "EE"]
PARTIES = ["state:" + s for s in STATES] + ["organisation:ORG"]
YEARS = range(2001, 2011)


def first_day(text):
    return datetime.date(*([int(p) for p in text.split("-")] + [1, 1])[:3])


def last_day(text):
    parts = [int(p) for p in text.split("-")]
    if len(parts) == 3:
        return datetime.date(*parts)
    month = parts[1] if len(parts) == 2 else 12
    return datetime.date(parts[0], month, calendar.monthrange(parts[0], month)[1])


# ---- the model

class Meeting:
    def __init__(self, record, processes):
        end = record.get("end") or record["start"]
        self.code, self.process = record["code"], record["process"]
        self.first, self.last = first_day(record["start"]), last_day(end)
        self.is_exact = len(record["start"]) == 10 and len(end) == 10
        self.is_off = record.get("status") in ("cancelled", "postponed")
        self.place = record.get("state")
        self.related = set(record.get("related", [])) | {record.get("previous"),
                                                         record.get("postponed_to")}
        rows = record.get("attendance", [])
        parties = {r["party"] for r in rows
                   if r.get("response") != "declined" and
                   r.get("attended") not in ("absent", "apology")}
        if not rows:
            parties = {m["party"] for m in processes[self.process].get("members", [])
                       if m["role"] == "member" and self.is_in_force(m, record["start"])}
        self.parties = parties | set(record.get("hosts", [])) | set(record.get("chairs", []))

    @staticmethod
    def is_in_force(row, day):
        starts = not row.get("from") or first_day(row["from"]) <= last_day(day)
        return starts and (not row.get("to") or last_day(row["to"]) >= first_day(day))


def kind_of(a, b, near):
    if b.first <= a.last:
        return "clash" if a.is_exact and b.is_exact else "possible"
    if a.is_exact and b.is_exact and a.place and b.place and a.place != b.place and \
            0 < (b.first - a.last).days <= near:
        return "near"
    return None


def expected(records, question):
    processes = {r["code"]: r for r in records if r["type"] == "process"}
    meetings = [Meeting(r, processes) for r in records if r["type"] == "meeting"]
    found = set()
    for one in meetings:
        for other in meetings:
            a, b = sorted((one, other), key=lambda m: (m.first, m.last))
            if one.code >= other.code or a.is_off or b.is_off or a.process == b.process:
                continue
            if a.code in b.related or b.code in a.related:
                continue
            if any(m.last < question["from"] or m.first > question["to"] for m in (a, b)):
                continue
            if question["process"] and question["process"] not in (a.process, b.process):
                continue
            kind = kind_of(a, b, question["near"])
            if kind is None or (kind == "possible" and not question["possible"]):
                continue
            shared = {p for p in a.parties & b.parties
                      if question["all"] or p.startswith("state:")}
            if not shared or (question["party"] and question["party"] not in shared):
                continue
            found.add((kind, frozenset((a.code, b.code)), frozenset(shared)))
    return found


# ---- random registers

def chance_date(chance, year):
    day = datetime.date(year, 3, 1) + chance.randint(0, 18) * DAY
    return day, day.isoformat()[:chance.choice((10,) * 8 + (7, 4))]


def random_meeting(chance, year, number):
    day, start = chance_date(chance, year)
    record = {"type": "meeting", "code": "M%d-%d" % (year, number),
              "process": chance.choice("PQR"), "kind": "experts", "title": {"en": "Meeting"},
              "start": start, "status": chance.choice(
                  ("planned", "planned", "held", "held", "closed", "cancelled", "postponed"))}
    if chance.random() < 0.6:
        end = day + chance.randint(0, 6) * DAY
        record["end"] = end.isoformat() if len(start) == 10 else str(year)
    if chance.random() < 0.7:
        record["state"] = chance.choice(STATES)
    for name in "hosts", "chairs":
        if chance.random() < 0.15:
            record[name] = sorted(chance.sample(PARTIES, 1))
    if number > 0 and chance.random() < 0.15:
        record[chance.choice(("related", "previous"))] = "M%d-%d" % (year, number - 1)
        if "related" in record:
            record["related"] = [record["related"]]
    if chance.random() < 0.3:
        record["attendance"] = [random_row(chance, p)
                                for p in chance.sample(PARTIES, chance.randint(1, 4))]
    return record


def random_row(chance, party):
    row = {"party": party, "response": chance.choice(("invited", "accepted", "declined"))}
    if chance.random() < 0.5:
        row["attended"] = chance.choice(("attended", "absent", "apology"))
    return row


def random_member(chance, party, number):
    row = {"party": party, "role": chance.choice(
        ("member", "member", "member", "observer", "suspended", "former"))}
    year = chance.choice(YEARS)
    if chance.random() < 0.5:
        row["from"] = chance.choice(("%d", "%d-03", "%d-03-10")) % year
    if chance.random() < 0.3:
        row["to"] = chance.choice(("%d", "%d-03", "%d-03-20")) % (year + number)
    return row


def random_register(chance):
    records = [{"type": "state", "code": s, "name": {"en": "State " + s}} for s in STATES]
    records.append({"type": "organisation", "code": "ORG", "name": {"en": "O"}, "kind": "IGO"})
    for code in "PQR":
        records.append({"type": "process", "code": code, "name": {"en": "Process " + code},
                        "kind": "RCP",
                        "members": [random_member(chance, p, i + 1) for i, p in
                                    enumerate(chance.sample(PARTIES, chance.choice((0, 3, 4, 5, 6))))]})
    for year in YEARS:
        records += [random_meeting(chance, year, i) for i in range(chance.randint(3, 10))]
    return records


def ask(chance, register, records, year):
    question = {"from": datetime.date(year, 1, 1), "to": datetime.date(year, 12, 31),
                "near": chance.choice((0, 0, 1, 3)), "possible": chance.random() < 0.4,
                "all": chance.random() < 0.3, "process": chance.choice((None, None, "P")),
                "party": chance.choice((None, None, None, "state:AA"))}
    if chance.random() < 0.3:
        question["from"] = datetime.date(year, 3, 10)
    arguments = ["--from", question["from"].isoformat(), "--to", question["to"].isoformat()]
    arguments += ["--possible"] * question["possible"] + ["--organisations"] * question["all"]
    if question["near"]:
        arguments += ["--near", str(question["near"])]
    if question["party"]:
        arguments += ["--party", question["party"]]
    if question["process"]:
        arguments.append("process:" + question["process"])
    rows = json.loads(register.run("clashes", "--format", "json", *arguments, codes=(0, 1)))
    got = {(r["kind"], frozenset((r["one"], r["other"])), frozenset(r["parties"])) for r in rows}
    want = expected(records, question)
    if got != want or len(rows) != len(got):
        print("# %s\n# only the program: %s\n# only the model: %s" %
              (" ".join(arguments), got - want, want - got))
        return 0, False
    return len(got), True


def compare(program, seed, rounds):
    chance, register, found, right = seeded(seed), Register(program), 0, True
    for done in range(rounds):
        if done % len(YEARS) == 0:
            register.fill(random_register(chance))
            records = register.export()
        count, is_right = ask(chance, register, records, YEARS[done % len(YEARS)])
        found += count
        right = right and is_right
        if not right:
            break
    register.close()
    print("# %d calendars, %d clashes" % (rounds, found))
    return right and found > rounds / 4


def starter(path):
    """What meets on the same days in the starter register, counted in another way."""
    with open(path, encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    processes = {r["code"]: r for r in records if r["type"] == "process"}
    meetings = [Meeting(r, processes) for r in records if r["type"] == "meeting"]
    exact = [m for m in meetings if m.is_exact]
    pairs = sorted("%s/%s %s" % (*sorted((a.process, b.process)), min(a.first, b.first))
                   for i, a in enumerate(exact) for b in exact[i + 1:]
                   if a.first <= b.last and b.first <= a.last and a.process != b.process)
    print(len(exact), len(meetings), *pairs, sep="\n")


if sys.argv[1] == "--starter":
    starter(sys.argv[2])
elif not compare(sys.argv[1], sys.argv[2], int(sys.argv[3])):
    sys.exit(1)
