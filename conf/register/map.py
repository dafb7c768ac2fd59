#!/usr/bin/env python3
"""Turn the researched facts of research/*.csv into the starter register, in the schema's words.

Provenance: each line of research/ was found in the sources that it names: public pages of the
processes, of IOM and of governments; Debian's iso-codes 4.15.0-1 for States and territories; the
Correlates of War list of organisations (IGO v3, 2014) for accessions; GeoNames for coordinates.
What was only remembered says "recall". Columns and wordings there are the research's own; the
schema is ../schema/*.conf.

It also makes ../names/un-names.tsv, by which documents call States: the short names of the United
Nations in six languages.

    map.py            write the register beside this file, and the names
    map.py --check    compare it with what is there, say what differs, exit 1 if anything does

Nothing is invented: what the research leaves empty stays empty. Nothing is lost: what has no
field goes to the note word for word, and no file is written before every cell of the research
is found again in the record or row that was made of it. layout.py knows the schema and the format.
"""

import csv
import re
import sys
from calendar import monthrange
from collections import Counter
from datetime import date
from pathlib import Path

sys.dont_write_bytecode = True      # the folder holds the register and nothing else

from layout import Record, Ref, faults, files, read_schema

HERE = Path(__file__).resolve().parent
RESEARCH = HERE / "research"
SCHEMA = HERE.parent / "schema"
NAMES = HERE.parent / "names" / "un-names.tsv"
NAME_LANGUAGES = ["en", "fr", "es", "ar", "ru", "zh"]

# A meeting whose last day is past on this day was held; the register does not change with the
# day on which it is made.
REFERENCE_DATE = date(2025, 12, 31)

COUNTS = {"states": 249, "processes": 35, "process_members": 382, "meetings": 168,
          "categories": 79, "offices": 70, "organisations": 55}
MEMBER_STATES = (date(2015, 1, 1), 157)

# --- the research's wordings, and the schema's ----------------------------------------------
# "Closest" tables are for wordings that say more than the choice: the note keeps them.

OFFICE_TYPES = {
    "headquarters": "headquarters",
    "regional office": "regional",
    "special liaison office": "special liaison",
    "administrative centre": "administrative centre",
    "capacity-building centre": "capacity-building centre",
    "country office": "country",
    "sub-office": "sub-office",
}

ORGANISATION_KINDS = {
    "UN agency": "UN agency",
    "UN body": "UN agency",
    "intergovernmental organization": "IGO",
    "regional economic community": "regional community",
    "European Union": "EU body",
    "European Union agency": "EU body",
    "NGO": "NGO",
    "NGO network": "network",
    "donor": "donor",
    "process secretariat": "process secretariat",
}
ORGANISATION_KINDS_CLOSEST = {
    "UN related organization": "UN agency",
    "UN regional commission": "UN agency",
    "development bank": "IGO",
    "regional organization": "regional community",
    "regional economic organization": "regional community",
    "regional body": "regional community",
    "employers organization": "other",
    "industry body": "other",
    "global process": "other",
    "programme": "other",
    "agency": "other",
}

PROCESS_KINDS = {
    "RCP": "RCP",
    "IRF": "inter-regional forum",
    "global": "global process",
    "governing body": "governing body",
}

IOM_ROLES = {
    "observer": "observer",
    "observer organisation": "observer",
    "partner": "partner",
    "supports": "support",
    "convener": "convener",
}
IOM_ROLES_CLOSEST = {
    "secretariat-type services": "secretariat",
    "secretariat (with UNHCR)": "secretariat",
    "technical secretariat": "secretariat",
    "support unit": "support",
    "administrative host; participant": "host",
    "member organisation; Steering Group": "member",
    "partner; supports": "partner",
    "observer; supports": "observer",
    "observer; supports the dialogue": "observer",
    "governing body": "secretariat",    # of its own Council
}

MEMBER_ROLES = {
    "member": "member",
    "participating state": "member",
    "observer": "observer",
    "partner state": "partner",
    "former participating state": "former",
}

# Meetings whose title names a kind that the research files under "ministerial" or "other".
MEETING_KINDS = {
    "RCM-2017": "vice-ministerial",
    "RCM-20211202": "vice-ministerial",
    "RCM-2023": "vice-ministerial",
    "BALI-20030327": "preparatory",
    "BUDAPEST-20121210": "preparatory",
    "GFMD-20170201": "preparatory",
    "GFMD-20190910": "preparatory",
}

# The kind of a document by a word of its title, the first that fits.
DOCUMENT_KINDS = [
    ("Declaration", "declaration"),
    ("Commitments", "declaration"),
    ("Resolution", "resolution"),
    ("Communiqué", "communique"),
    ("Ministerial Statement", "communique"),
    ("Co-Chairs Statement", "chair summary"),
    ("Chair summary", "chair summary"),
    ("Conclusions", "conclusions"),
    ("recommendations", "recommendations"),
    ("Plan", "action plan"),
    ("plan", "action plan"),
    ("Programme", "action plan"),
    ("Roadmap", "action plan"),
    ("Framework", "framework"),
    ("Strategy", "framework"),
    ("Modalities", "modalities"),
    ("Policy Guide", "guidelines"),
    ("Positions", "position paper"),
    ("contribution", "position paper"),
]
DOCUMENT_STATUS = [
    ("Draft", "draft"),
    ("Adopted", "adopted"),
    ("Declaration", "adopted"),
    ("Resolution", "adopted"),
]

DATE_LENGTHS = {"year": 4, "month": 7, "day": 10}

ISO_SOURCE = "Debian package iso-codes"

# --- prose that names what the register knows -----------------------------------------------

# Where an association or a secretariat is not just the name or code of one organisation.
ASSOCIATIONS = {
    "Western Mediterranean Forum; Union for the Mediterranean": Ref("organisation", "UFM"),
    "ASEM": None,
}
SECRETARIATS = {
    "IOM, at the request of the Chair": [Ref("organisation", "IOM")],
    "Permanent secretariat hosted by the United Arab Emirates": [Ref("organisation", "ADDSEC")],
    "Co-Chairs Australia and Indonesia; Regional Support Office; Australia (DFAT) coordinates"
    " meetings": [Ref("organisation", "RSO")],
    "Government of the chairing country; IOM and UNHCR form the Support Unit":
        [Ref("organisation", "IOM"), Ref("organisation", "UNHCR")],
    "UNHCR, IOM and the Swedish Migration Board":
        [Ref("organisation", "IOM"), Ref("organisation", "UNHCR")],
    "Autonomous since 1991; hosted administratively by IOM since 1993": [],
    "ICMPD (recall)": [Ref("organisation", "ICMPD")],
    "ICMPD supports (with FIIAPP in earlier phases)": [Ref("organisation", "ICMPD")],
    "African Union Commission and European Commission, helped by ICMPD":
        [Ref("organisation", "AUC"), Ref("organisation", "EC")],
    "ECOWAS Commission (Free Movement)": [Ref("organisation", "ECOWAS")],
    "IOM gives technical and administrative support": [Ref("organisation", "IOM")],
    "ECCAS General Secretariat (interim)": [Ref("organisation", "ECCAS")],
    "IGAD Secretariat": [Ref("organisation", "IGAD")],
    "Technical Secretariat of the RCM": [],
    "IOM Regional Office for South America (technical secretariat)": [Ref("office", "RO-BUE")],
    "Secretariat in Apia, Samoa since August 2016 (Fiji before)": [],
    "GFMD Support Unit (recall)": [Ref("organisation", "GFMD")],
    "IOM Administration": [Ref("organisation", "IOM")],
}

# Chairs whose dates are told in words: party, role, from. The words go to each one's note.
CHAIRS_IN_WORDS = {
    "since 2006-01 (co-chair HU)": [("TR", "chair", "2006-01"), ("HU", "co-chair", "")],
    "permanent": [("LAS", "chair", "")],
}

# "succeeded by the EaP panel in 2011": process, successor, the year it ended.
SUCCESSIONS = [("SODER", "EAPPMA", "2011")]

# The one service that the research supports, which began with the process itself.
SECRETARIAT_SERVICE = "CP"
SECRETARIAT_SOURCE = "http://www.colomboprocess.org/contact/cp-secretariat"
SECRETARIAT_NOTE = "the Colombo Process has had its secretariat from the start (2003)"

# --- reading cells --------------------------------------------------------------------------


def read(name):
    """The lines of one research file; their number is what was counted when it was handed over."""
    with open(RESEARCH / f"{name}.csv", encoding="utf-8", newline="") as f:
        lines = list(csv.DictReader(f))
    assert len(lines) == COUNTS[name], f"{name}.csv has {len(lines)} lines, not {COUNTS[name]}"
    return lines


def members(cell):
    return re.split(r";\s*", cell) if cell else []


def sources(cell):
    return cell.split(" | ") if cell else []


def ref(type_, code):
    return Ref(type_, code) if code else ""


def refs(type_, cell):
    return [Ref(type_, code) for code in members(cell)]


def note(*lines):
    """The lines that say something, one below the other."""
    return "\n".join(line for line in lines if line)


def labelled(label, text):
    return f"{label}: {text}" if text else ""


def partial(text, precision):
    """A date that says as much as its precision claims, no more and no less."""
    assert len(text) == DATE_LENGTHS[precision], f"{text} is no {precision}"
    return text


def last_day(text):
    """The last day that a partial date can mean."""
    year, month, day = ([int(part) for part in text.split("-")] + [0, 0])[:3]
    month = month or 12
    return date(year, month, day or monthrange(year, month)[1])


def first_day(text):
    year, month, day = ([int(part) for part in text.split("-")] + [1, 1])[:3]
    return date(year, month, day)


class Parties:
    """Finds the party that a code or a name means. EC is Ecuador: the research always writes the
    European Commission out."""

    def __init__(self, states, organisations):
        self.states = {s["alpha2"] for s in states}
        self.organisations = {o["code"]: o["code"] for o in organisations}
        self.organisations |= {o["name"]: o["code"] for o in organisations}

    def party(self, code):
        return Ref("state", code) if code in self.states else self.organisation(code)

    def organisation(self, name):
        return Ref("organisation", self.organisations[name])


# --- States ---------------------------------------------------------------------------------


def membership(line):
    """The dated row of a State's status, or None where the research knows of no membership."""
    if line["iom_status"] not in ("member", "observer"):
        return None
    start, warning = line["joined"], ""
    if line["joined_precision"] == "by":    # already a member then
        start, warning = partial(start, "year"), "in or before"
    elif start:
        start = partial(start, line["joined_precision"])
    elif line["iom_status_2015"] == "non-member":
        start, warning = "2016", "in or after"
    return {"status": line["iom_status"], "from": start, "sources": sources(line["source"])[1:],
            "note": note(warning, line["note"], labelled("status as of", line["status_as_of"]))}


def no_membership(line):
    """The same, said in words."""
    return note(labelled("IOM status", line["iom_status"]),
                labelled("status as of", line["status_as_of"]),
                labelled("IOM status in 2015", line["iom_status_2015"]), line["note"])


def state(line):
    row = membership(line)
    iso_name = line["iso_name"] if line["iso_name"] != line["name"] else ""
    own_sources = sources(line["source"])
    assert own_sources[0].startswith(ISO_SOURCE)    # the others are about the membership
    return Record("state", line["alpha2"], {
        "alpha3": line["alpha3"], "numeric": line["numeric"], "name": line["name"],
        "official_name": line["official_name"], "kind": line["kind"],
        "sources": own_sources[:1] if row else own_sources,
        "note": note(labelled("ISO name", iso_name), "" if row else no_membership(line)),
    }, {"memberships": [row] if row else []})


# --- organisations, offices, categories -----------------------------------------------------


def choice(plain, closest, wording):
    """The choice for a wording, and the wording again if the choice says less."""
    return (plain[wording], "") if wording in plain else (closest[wording], wording)


def organisation(line):
    kind, wording = choice(ORGANISATION_KINDS, ORGANISATION_KINDS_CLOSEST, line["kind"])
    return Record("organisation", line["code"], {
        "name": line["name"], "kind": kind, "seat": ref("state", line["country"]),
        "city": line["city"], "sources": sources(line["source"]),
        "note": note(labelled("kind", wording),
                     labelled("role in processes", line["role_in_processes"])),
    })


def office(line):
    place = [line["latitude"], line["longitude"]] if line["latitude"] else []
    return Record("office", line["code"], {
        "name": line["name"], "type": OFFICE_TYPES[line["type"]],
        "state": ref("state", line["country"]), "city": line["city"],
        "parent": ref("office", line["parent"]), "covers": refs("state", line["covers"]),
        "functions": members(line["functions"]), "opened": line["opened"],
        "closed": line["closed"], "successor": ref("office", line["successor"]),
        "address": line["address"], "phones": members(line["phone"]), "fax": line["fax"],
        "emails": members(line["email"]), "web": line["website"], "place": ", ".join(place),
        "sources": sources(line["source"]),
        "note": note(line["note"], labelled("coordinates", line["coordinates_source"])),
    })


def category(line):
    codes = [("IOM budget heading", code) for code in members(line["iom_budget_heading"])]
    codes += [("case systems", code) for code in members(line["case_system_codes"])]
    return Record("category", line["code"], {
        "title": line["title"], "definition": line["definition"], "kind": line["kind"],
        "parent": ref("category", line["parent"]), "area": ref("category", line["area"]),
        "themes": refs("category", line["cross_cutting"]), "sources": sources(line["source"]),
    }, {"external_codes": [{"system": system, "code": code} for system, code in codes]})


# --- processes ------------------------------------------------------------------------------


def association(parties, prose):
    """The organisation to which a process belongs, and the prose again if it says more."""
    if prose in ASSOCIATIONS:
        return ASSOCIATIONS[prose] or "", prose
    return (parties.organisation(prose), "") if prose else ("", "")


def secretariat(parties, prose):
    """Who is the secretariat of a process, and the prose again if it says more."""
    if prose in SECRETARIATS:
        return SECRETARIATS[prose], prose
    return ([parties.organisation(prose)], "") if prose else ([], "")


def chair_rows(parties, codes, as_of):
    """Who chairs a process, and since when: a date, a range of years, nothing or words."""
    if as_of in CHAIRS_IN_WORDS:
        return [{"party": parties.party(code), "role": role, "from": start, "note": as_of}
                for code, role, start in CHAIRS_IN_WORDS[as_of]]
    role = "co-chair" if len(members(codes)) > 1 else "chair"
    years = re.fullmatch(r"(\d{4})-(\d{4})", as_of)
    start, end = years.groups() if years else (as_of, "")
    warning = "in or before" if start and not end else ""
    return [{"party": parties.party(code), "role": role, "from": start, "to": end,
             "note": warning} for code in members(codes)]


def process(parties, line):
    belongs, association_prose = association(parties, line["association"])
    served_by, secretariat_prose = secretariat(parties, line["secretariat"])
    role, role_prose = "", ""
    if line["iom_role"]:
        role, role_prose = choice(IOM_ROLES, IOM_ROLES_CLOSEST, line["iom_role"])
    return Record("process", line["code"], {
        "name": line["name"], "also_known_as": members(line["aka"]),
        "kind": PROCESS_KINDS[line["kind"]], "regions": [line["region"]],
        "topics": members(line["themes"]), "founded": line["founded"], "association": belongs,
        "secretariat": served_by, "iom_role": role, "web": line["website"],
        "sources": sources(line["source"]),
        "note": note(labelled("on its founding", line["founded_note"]),
                     labelled("association", association_prose),
                     labelled("secretariat", secretariat_prose),
                     labelled("IOM's role", role_prose)),
    }, {"members": [], "chairs": chair_rows(parties, line["chair"], line["chair_as_of"])})


def member_row(line):
    return {"party": Ref("state", line["state"]), "role": MEMBER_ROLES[line["role"]],
            "from": line["since"], "sources": sources(line["source"]), "note": line["note"]}


def join_successions(processes):
    """What the notes on the founding say of predecessors and successors."""
    for old, new, year in SUCCESSIONS:
        processes[old].values |= {"successor": Ref("process", new), "ended": year}
        processes[new].values |= {"predecessor": Ref("process", old)}


def secretariat_service(line):
    """The secretariat of the Colombo Process as a service, in the research's words."""
    assert SECRETARIAT_SOURCE in sources(line["source"])
    return Record("service", f"{line['code']}/1", {
        "kind": "secretariat", "process": Ref("process", line["code"]), "number": "1",
        "from": line["founded"], "status": "running", "text": line["iom_role"],
        "sources": [SECRETARIAT_SOURCE], "note": note(SECRETARIAT_NOTE, line["secretariat"]),
    })


# --- meetings -------------------------------------------------------------------------------


def first_fit(rules, title):
    return next((value for word, value in rules if word in title), "")


def document_row(title):
    kind = first_fit(DOCUMENT_KINDS, title)
    assert kind, f"no kind of document fits {title}"
    return {"title": title, "kind": kind, "status": first_fit(DOCUMENT_STATUS, title)}


def meeting(parties, line):
    kind = MEETING_KINDS.get(line["meeting"], line["type"])
    start = partial(line["start_date"], line["date_precision"])
    end = line["end_date"] and partial(line["end_date"], line["date_precision"])
    is_past = last_day(end or start) < REFERENCE_DATE
    is_online = line["venue"] == "online"
    doubt = line["confidence"] if line["confidence"] != "sourced" else ""
    return Record("meeting", line["meeting"], {
        "process": ref("process", line["process"]), "kind": kind, "ordinal": line["ordinal"],
        "title": line["title"], "theme": line["theme"], "start": start, "end": end,
        "status": "held" if is_past else "planned", "mode": "online" if is_online else "",
        "state": ref("state", line["country"]), "city": line["city"],
        "venue": "" if is_online else line["venue"],
        "hosts": [parties.party(code) for code in members(line["host_or_chair"])],
        "sources": sources(line["source"]),
        "note": note(line["note"], labelled("type", line["type"] if kind != line["type"] else ""),
                     labelled("confidence", doubt)),
    }, {"documents": [document_row(title) for title in members(line["outcome_documents"])]})


# --- the whole register ---------------------------------------------------------------------


def register():
    """All records, and for each line of the research the values that were made of it."""
    lines = {name: read(name) for name in COUNTS}
    parties = Parties(lines["states"], lines["organisations"])
    makers = {"states": state, "organisations": organisation, "offices": office,
              "categories": category, "processes": lambda line: process(parties, line),
              "meetings": lambda line: meeting(parties, line)}
    records, origins = [], []
    for name, make in makers.items():
        for line in lines[name]:
            record = make(line)
            records.append(record)
            origins.append((name, line, [{"code": record.code} | record.values]
                            + [row for rows in record.rows.values() for row in rows]))
    processes = {r.code: r for r in records if r.type == "process"}
    join_successions(processes)
    for line in lines["process_members"]:
        row = member_row(line)
        processes[line["process"]].rows["members"].append(row)
        origins.append(("process_members", line, [{"code": line["process"]}, row]))
    records += [secretariat_service(line) for line in lines["processes"]
                if line["code"] == SECRETARIAT_SERVICE]
    return records, origins


# --- no cell lost ---------------------------------------------------------------------------

# Columns of the research that a table above turns into the schema's words.
TRANSLATED = {
    ("offices", "type"): OFFICE_TYPES,
    ("organisations", "kind"): ORGANISATION_KINDS,
    ("processes", "kind"): PROCESS_KINDS,
    ("processes", "iom_role"): IOM_ROLES,
    ("process_members", "role"): MEMBER_ROLES,
    ("states", "joined_precision"): {"by": "in or before"},
}
# Cells that the shape of the date says, or the absence of a doubt.
IMPLIED = {
    ("states", "joined_precision"): {"year", "month", "day"},
    ("meetings", "date_precision"): set(DATE_LENGTHS),
    ("meetings", "confidence"): {"sourced"},
}
# A column that the dates of the memberships say; wrong_members() holds them to it.
COUNTED = {("states", "iom_status_2015")}
# Columns where a reference says the name of an organisation.
NAMED_BY_CODE = {("processes", "association"), ("processes", "secretariat")}

SEPARATORS = {"source": r" \| ", "chair_as_of": r"(?<=^\d{4})-(?=\d{4}$)"}
LISTS = {"covers", "functions", "cross_cutting", "iom_budget_heading", "case_system_codes", "aka",
         "themes", "chair", "host_or_chair", "outcome_documents"}


def cell_parts(column, cell):
    """The parts of a cell that may be told apart; most cells have one."""
    if column in LISTS:
        return members(cell)
    return re.split(SEPARATORS[column], cell) if column in SEPARATORS else [cell]


def said(values):
    """Everything that the values say: whole texts, members, lines, a line without its label."""
    for value in values:
        for text in value if isinstance(value, list) else [value]:
            if isinstance(text, Ref):
                yield text.code
                continue
            yield text
            yield from text.split(", ")
            for line in text.split("\n"):
                yield line
                yield line.partition(": ")[2]


def is_kept(names, where, cell, spoken):
    """Whether what was made of a line says this cell of it."""
    if cell in IMPLIED.get(where, ()) or where in COUNTED:
        return True
    if TRANSLATED.get(where, {}).get(cell) in spoken:
        return True
    if where in NAMED_BY_CODE and names.get(cell) in spoken:
        return True
    return all(part in spoken for part in cell_parts(where[1], cell))


def lost_cells(origins):
    """A sentence for each cell of the research that the register does not say."""
    names = {line["name"]: line["code"] for name, line, _ in origins if name == "organisations"}
    for name, line, made in origins:
        spoken = {text for values in made for text in said(values.values())} - {""}
        for column, cell in line.items():
            if cell and not is_kept(names, (name, column), cell, spoken):
                yield f"{name}.csv, {list(line.values())[0]}: {column} is lost: {cell}"


# --- membership as at a date ----------------------------------------------------------------


def holds_on(row, day):
    return ((not row.get("from") or first_day(row["from"]) <= day)
            and (not row.get("to") or last_day(row["to"]) >= day))


def member_states(records, day):
    return {r.code for r in records if r.type == "state" for row in r.rows["memberships"]
            if row["status"] == "member" and holds_on(row, day)}


def wrong_members(records, origins):
    """A sentence for each State whose membership on the day is not what the research says."""
    day, number = MEMBER_STATES
    found = member_states(records, day)
    if len(found) != number:
        yield f"{len(found)} member States on {day}, not {number}"
    for name, line, _ in origins:
        if name == "states" and (line["iom_status_2015"] == "member") != (line["alpha2"] in found):
            yield f"state {line['alpha2']}: the research says otherwise of {day}"


# --- names of States ------------------------------------------------------------------------


def names_text():
    """A line a State, by its code: the names in the order of the languages of the first line."""
    with open(RESEARCH / "state_names.csv", encoding="utf-8", newline="") as f:
        lines = sorted(csv.DictReader(f), key=lambda line: line["code"])
    assert all(line["en"] and "\t" not in "".join(line.values()) for line in lines)
    rows = [["code", *NAME_LANGUAGES]]
    rows += [[line[column] for column in rows[0]] for line in lines]
    return "".join("\t".join(row) + "\n" for row in rows)


# --- running --------------------------------------------------------------------------------


def differences(made):
    """A sentence for each file that is missing, differs or should not be there."""
    there = {path.name: path.read_bytes() for path in HERE.glob("*.csv")}
    for name in sorted(made.keys() | there.keys()):
        if name not in there:
            yield f"{name} is missing"
        elif name not in made:
            yield f"{name} is not made by the map"
        elif made[name].encode() != there[name]:
            yield f"{name} differs"
    if not NAMES.exists() or NAMES.read_bytes() != names_text().encode():
        yield f"{NAMES.name} differs"


def counts_line(records):
    types = Counter(r.type for r in records)
    rows = sum(len(r.rows["members"]) for r in records if r.type == "process")
    found = {"states": types["state"], "processes": types["process"], "process_members": rows,
             "meetings": types["meeting"], "categories": types["category"],
             "offices": types["office"], "organisations": types["organisation"]}
    assert found == COUNTS, found
    day, number = MEMBER_STATES
    return (f"{types['state']} states, {types['process']} processes, {rows} members rows,"
            f" {types['meeting']} meetings, {types['category']} categories,"
            f" {types['office']} offices, {types['organisation']} organisations,"
            f" {types['service']} service; {number} member States on {day}")


def complain(sentences, code=1):
    """Says what is wrong; returns the exit code."""
    for sentence in sentences:
        print(f"map.py: {sentence}", file=sys.stderr)
    return code if sentences else 0


def write(made):
    for name, text in made.items():
        (HERE / name).write_bytes(text.encode())
    NAMES.write_bytes(names_text().encode())
    return 0


def main(arguments):
    if arguments not in ([], ["--check"]):
        return complain(["usage: map.py [--check]"], 2)
    schema = read_schema(SCHEMA)
    records, origins = register()
    wrong = [*faults(schema, records), *lost_cells(origins), *wrong_members(records, origins)]
    if wrong:
        return complain(wrong)
    counts = counts_line(records)
    made = files(schema, records)
    code = complain(list(differences(made))) if arguments else write(made)
    if code == 0:
        print(counts)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
