"""What is due, compared with a model that knows the register from its export only.
Usage: due.py PROGRAM SEED ROUNDS"""

import calendar
import datetime
import json
import re
import sys

from chance_register import Register, partial, seeded

DAY = datetime.timedelta(days=1)
OWNERS = ["office:O1", "office:O2", "organisation:ORG", "state:AA"]


# ---- dates, by the rules of the manual

def first_day(text):
    parts = [int(p) for p in text.split("-")]
    return datetime.date(*(parts + [1, 1])[:3])


def last_day(text):
    parts = [int(p) for p in text.split("-")]
    if len(parts) == 1:
        return datetime.date(parts[0], 12, 31)
    if len(parts) == 2:
        return datetime.date(parts[0], parts[1], calendar.monthrange(*parts)[1])
    return datetime.date(*parts)


def shifted(day, amount, unit):
    if unit in "dw":
        return day + amount * (7 if unit == "w" else 1) * DAY
    months = day.year * 12 + day.month - 1 + amount * (12 if unit == "y" else 1)
    year, month = divmod(months, 12)
    month += 1
    return datetime.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def meant(due, start):
    offset = re.fullmatch(r"([+-]\d+)([dwmy])", due)
    if offset is None:
        return due
    if not start:
        return None
    return shifted(first_day(start), int(offset[1]), offset[2]).isoformat()


# ---- the model

def owners_of(value):
    if not value:
        return []
    return sorted(value if isinstance(value, list) else [value])


def candidates(record):
    if record["type"] == "action":
        yield record, None, record.get("status") in ("done", "dropped", "carried over"), ""
    if record["type"] == "meeting":
        for row in record.get("preparation", []):
            yield row, record, False, "preparation"


def owes_nothing(record):
    return record["type"] == "meeting" and \
        record.get("status") in ("closed", "cancelled", "postponed")


def expected(records, today, until, since, owner):
    found = []
    for record in records:
        for item, parent, is_final, table in candidates(record):
            owners = owners_of(item.get("owners") or item.get("owner"))
            if owner and owner not in owners:
                continue
            done = item.get("done_on")
            code = record["code"]
            if done:
                if since and last_day(done) >= since and first_day(done) <= today:
                    days = -(today - last_day(done)).days
                    found.append(("done", done, days, code, table, owners))
                continue
            if not item.get("due") or is_final or owes_nothing(record):
                continue
            day = meant(item["due"], record.get("start"))
            if day is None:
                continue
            left = (last_day(day) - today).days
            if left < 0:
                found.append(("late", day, left, code, table, owners))
            elif last_day(day) <= until:
                found.append(("soon", day, left, code, table, owners))
    return sorted(found)


# ---- registers

def random_register(chance):
    first, last = datetime.date(2023, 11, 1), datetime.date(2025, 3, 31)
    records = [
        {"type": "state", "code": "AA", "name": {"en": "Aland"}},
        {"type": "organisation", "code": "ORG", "name": {"en": "An organisation"},
         "kind": "IGO"},
        {"type": "office", "code": "O1", "name": {"en": "One"}, "type_": "country",
         "state": "AA"},
        {"type": "office", "code": "O2", "name": {"en": "Two"}, "type_": "country",
         "state": "AA"},
        {"type": "process", "code": "P", "name": {"en": "A process"}, "kind": "RCP"},
    ]
    for i in range(chance.randint(1, 8)):
        meeting = {
            "type": "meeting", "code": "M%d" % i, "process": "P", "kind": "experts",
            "title": {"en": "Meeting %d" % i}, "start": partial(chance, first, last),
            "status": chance.choice(("planned", "planned", "planned", "held", "postponed",
                                     "cancelled", "closed")),
            "preparation": [random_row(chance, first, last, j)
                            for j in range(chance.randint(0, 6))],
        }
        records.append(meeting)
        for j in range(chance.randint(0, 4)):
            records.append(random_action(chance, first, last, i, j))
    return records


def random_row(chance, first, last, number):
    row = {"task": "papers", "detail": "paper %d" % number}
    kind = chance.random()
    if kind < 0.5:
        row["due"] = "%s%d%s" % (chance.choice("+-"), chance.randint(0, 14), chance.choice("dwm"))
    elif kind < 0.55:
        row["due"] = "-1y"
    elif kind < 0.9:
        row["due"] = partial(chance, first, last)
    if chance.random() < 0.8:
        row["owner"] = chance.choice(OWNERS)
    if chance.random() < 0.25:
        row["done_on"] = partial(chance, first, last)
    return row


def random_action(chance, first, last, meeting, number):
    action = {
        "type": "action", "meeting": "M%d" % meeting, "number": number + 1,
        "text": "Action %d" % number, "status": chance.choice(
            ("open", "open", "in progress", "done", "dropped")),
        "owners": sorted(chance.sample(OWNERS, chance.randint(0, 3))),
    }
    if chance.random() < 0.85:
        action["due"] = partial(chance, first, last)
    if action["status"] == "done" and chance.random() < 0.8:
        action["done_on"] = partial(chance, first, last)
    return action


def reported(register, today, arguments):
    text = register.run("due", "--format", "json", *arguments, today=today, codes=(0, 1))
    rows = json.loads(text) if text else []
    return rows, sorted((r["when"], r["date"], r["days"], r["code"], r["table"],
                         sorted(r["owners"])) for r in rows)


def is_sorted(rows):
    keys = [(["late", "soon", "done"].index(r["when"]), last_day(r["date"]), r["code"])
            for r in rows]
    return keys == sorted(keys)


def ask(chance, register, records):
    today = chance.choice([datetime.date(2024, 2, 29), datetime.date(2024, 12, 31),
                           datetime.date(2025, 1, 1), datetime.date(2024, 2, 28),
                           datetime.date(2024, 7, 1) + chance.randint(-200, 200) * DAY])
    amount, unit = chance.randint(0, 30), chance.choice("dwm")
    arguments, since, owner = ["--within", "%d%s" % (amount, unit)], None, None
    until = shifted(today, amount, unit)
    if chance.random() < 0.5:
        back = chance.randint(0, 60)
        since = today - back * DAY
        arguments += ["--since", "%dd" % back]
    if chance.random() < 0.4:
        owner = chance.choice(OWNERS)
        arguments += ["--for", owner]
    rows, got = reported(register, today.isoformat(), arguments)
    want = expected(records, today, until, since, owner)
    if got != want:
        print("# on %s: %s" % (today, " ".join(arguments)))
        print("# only the program: %s" % [g for g in got if g not in want])
        print("# only the model: %s" % [w for w in want if w not in got])
        return 0, False
    return len(got), is_sorted(rows)


def main():
    program, seed, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3])
    chance, register, items, right = seeded(seed), Register(program), 0, True
    for _ in range(rounds):
        register.fill(random_register(chance))
        records = register.export()
        for _ in range(2):
            count, is_right = ask(chance, register, records)
            items += count
            right = right and is_right
        if not right:
            break
    register.close()
    print("# %d registers, %d items" % (rounds, items))
    print("%s 1 - what is due is what the model says" % ("ok" if right else "not ok"))
    print("%s 2 - the registers had enough that is due" %
          ("ok" if items > rounds else "not ok"))
    print("1..2")
    sys.exit(0 if right and items > rounds else 1)


main()
