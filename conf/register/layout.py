"""The shipped schema as map.py needs it, and the files that `chancery import` takes.

The schema files decide all that can differ: the order of the columns, which field is a reference
and to what, which cells are text. So a map that no longer fits the schema fails here, and says
where, instead of writing a register that the program would refuse.
"""

import csv
import hashlib
import io
import re
import uuid
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

NAMESPACE = uuid.uuid5(uuid.NAMESPACE_DNS, "chancery.register")

# The types whose cells are held as text, and so are guarded against being run as formulas.
TEXT_TYPES = {"text", "long text", "code", "e-mail", "telephone", "web address", "language",
              "time zone"}
FORMULA_STARTS = tuple("=+-@\t\r'")

PARTIAL_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


class Ref(NamedTuple):
    """A reference to a record; the tuple's order is the order of set members in a cell."""
    type: str
    code: str


@dataclass
class Record:
    """A record on its way out: values by field, rows by table, in the order of the research."""
    type: str
    code: str
    values: dict
    rows: dict = field(default_factory=dict)


# --- the schema -----------------------------------------------------------------------------

TOKEN = re.compile(r"""\s+ | \#[^\n]*
                     | (?P<string>"(?:[^"\\]|\\.)*") | (?P<word>[A-Za-z_]\w*)
                     | (?P<number>-?\d+)             | (?P<sign>[=;,{}()\[\]])""", re.VERBOSE)


class Settings:
    """A reader of the part of libconfig that the schema files use."""

    def __init__(self, text):
        self.tokens = [m[m.lastgroup] for m in TOKEN.finditer(text) if m.lastgroup]
        self.at = 0

    def peek(self):
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def take(self, expected=None):
        token = self.peek()
        if token is None or expected not in (None, token):
            raise ValueError(f"{expected or 'a value'} expected, found {token}")
        self.at += 1
        return token

    def group(self):
        settings = {}
        while self.peek() not in ("}", None):
            name = self.take()
            self.take("=")
            settings[name] = self.value()
            if self.peek() == ";":
                self.take()
        return settings

    def items(self, end):
        items = []
        while self.peek() != end:
            items.append(self.value())
            if self.peek() == ",":
                self.take()
        self.take(end)
        return items

    def value(self):
        token = self.take()
        if token == "{":
            group = self.group()
            self.take("}")
            return group
        if token in "([":
            return self.items(")" if token == "(" else "]")
        if token in ("true", "false"):
            return token == "true"
        return token[1:-1].replace('\\"', '"') if token.startswith('"') else int(token)


def read_schema(folder):
    """Every record type of the folder, by name."""
    types = (Settings(path.read_text("utf-8")).group() for path in sorted(folder.glob("*.conf")))
    return {type_["name"]: type_ for type_ in types}


def plain_fields(type_):
    return [f for f in type_["fields"] if f["type"] != "table"]


def tables(type_):
    return [f for f in type_["fields"] if f["type"] == "table"]


# --- one cell -------------------------------------------------------------------------------

def member(field_, value):
    """One value as files write it: a reference says its type where several are possible."""
    if isinstance(value, Ref):
        return ":".join(value) if len(field_["targets"]) > 1 else value.code
    return value


def joined(members):
    return ";".join(m.replace("\\", "\\\\").replace(";", "\\;") for m in members)


def cell(field_, value):
    """A value as one csv cell."""
    if isinstance(value, list):
        value = sorted(value) if field_["many"] == "set" else value
        text = joined(member(field_, v) for v in value)
    else:
        text = member(field_, value)
    guarded = field_["type"] in TEXT_TYPES and text.startswith(FORMULA_STARTS)
    return "'" + text if guarded else text


# --- one file -------------------------------------------------------------------------------

def record_id(type_name, code):
    return str(uuid.uuid5(NAMESPACE, f"{type_name}:{code}"))


def row_id(table_name, parent, key):
    """The lasting identity of a row: 63 bits of its place and key, as 16 hexadecimal digits."""
    digest = hashlib.sha1(f"{table_name}:{parent}:{key}".encode()).digest()
    return f"{int.from_bytes(digest[:8], 'big') & (1 << 63) - 1 or 1:016x}"


def row_ids(table_name, table, record, rows):
    """An identity for each row of one record; a second row with the same key is numbered."""
    columns = {c["name"]: c for c in table["columns"]}
    seen = {}
    for row in rows:
        key = ":".join(member(columns[name], row.get(name, "")) for name in table["key"])
        seen[key] = seen.get(key, 0) + 1
        yield row_id(table_name, record.code, f"{key}:{seen[key]}" if seen[key] > 1 else key)


def filled(fields, values):
    """The fields that at least one of the values fills, in the order of the schema."""
    used = {name for v in values for name, value in v.items() if value}
    return [f for f in fields if f["name"] in used]


def record_file(type_, records):
    """The lines of TYPE.csv, the headings first."""
    others = [f for f in plain_fields(type_) if f["type"] != "code"]
    fields = filled(others, [r.values for r in records])
    yield ["id", "code"] + [f["name"] for f in fields]
    for r in records:
        yield ([record_id(r.type, r.code), r.code]
               + [cell(f, r.values.get(f["name"], "")) for f in fields])


def table_file(type_, table, records):
    """The lines of TYPE.TABLE.csv, the headings first."""
    name = f"{type_['name']}.{table['name']}"
    rows = [row for r in records for row in r.rows.get(table["name"], [])]
    columns = filled(table["columns"], rows)
    yield [type_["name"], "id"] + [c["name"] for c in columns]
    for r in records:
        rows = r.rows.get(table["name"], [])
        for id_, row in zip(row_ids(name, table, r, rows), rows):
            yield [r.code, id_] + [cell(c, row.get(c["name"], "")) for c in columns]


def csv_text(lines):
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(lines)
    return out.getvalue()


def files(schema, records):
    """Every file of the register by name: those that have something to say."""
    out = {}
    for name, type_ in schema.items():
        own = sorted((r for r in records if r.type == name), key=lambda r: r.code)
        if own:
            out[f"{name}.csv"] = csv_text(record_file(type_, own))
        for table in tables(type_):
            if any(r.rows.get(table["name"]) for r in own):
                out[f"{name}.{table['name']}.csv"] = csv_text(table_file(type_, table, own))
    return out


# --- what the schema would refuse -----------------------------------------------------------

def is_date(text):
    if not PARTIAL_DATE.fullmatch(text):
        return False
    try:
        date(*([int(part) for part in text.split("-")] + [1, 1])[:3])
    except ValueError:
        return False
    return True


def value_fault(field_, value, codes):
    """What is wrong with one value, or None."""
    if isinstance(value, Ref) != (field_["type"] == "reference"):
        return "is a reference where none belongs, or none where one does"
    if isinstance(value, Ref):
        if value.type not in field_["targets"] or value not in codes:
            return f"refers to {':'.join(value)}, which is not there"
        return None
    if "choices" in field_ and value not in [c["name"] for c in field_["choices"]]:
        return f"has no choice {value}"
    if field_["type"] == "date" and not is_date(value):
        return f"is no date: {value}"
    if field_["type"] == "integer":
        low, high = field_.get("min", -2**31), field_.get("max", 2**31 - 1)
        if not (value.isdecimal() and low <= int(value) <= high):
            return f"is out of range: {value}"
    if len(value) > field_.get("max_length", 100000):
        return f"is too long: {value}"
    allowed = "\n" if field_["type"] == "long text" else ""
    if any(ord(c) < 32 or ord(c) == 127 for c in value if c not in allowed):
        return f"holds a control character: {value!r}"
    return None


def fault_lines(where, fields, values, codes):
    """What is wrong with the values of a record or a row."""
    by_name = {f["name"]: f for f in fields}
    for name in values.keys() - by_name.keys():
        yield f"{where}: there is no field {name}"
    for f in fields:
        value = values.get(f["name"], "")
        if f.get("required") and not value:
            yield f"{where}: {f['name']} is required"
        if isinstance(value, list) != (f.get("many") in ("set", "list")) and value:
            yield f"{where}: {f['name']} is one value where many belong, or the reverse"
        for v in value if isinstance(value, list) else [value] if value else []:
            fault = value_fault(f, v, codes)
            if fault:
                yield f"{where}: {f['name']} {fault}"


def computed_code(type_, record):
    """The code that a computed code field must have, or the record's own."""
    parts = next(f for f in type_["fields"] if f["type"] == "code").get("parts")
    if parts is None:
        return record.code
    values = [record.values.get(p) or "-" for p in parts]
    return "/".join(v.code if isinstance(v, Ref) else v for v in values)


def faults(schema, records):
    """Everything that the schema would refuse, one sentence each."""
    codes = {Ref(r.type, r.code) for r in records}
    if len(codes) < len(records):
        yield "two records of one type have the same code"
    ids = [id_ for r in records for t in tables(schema[r.type])
           for id_ in row_ids(f"{r.type}.{t['name']}", t, r, r.rows.get(t["name"], []))]
    if len(set(ids)) < len(ids):
        yield "two rows have the same identity"
    for r in records:
        type_ = schema[r.type]
        where = f"{r.type} {r.code}"
        yield from fault_lines(where, plain_fields(type_), {"code": r.code} | r.values, codes)
        if r.code != computed_code(type_, r):
            yield f"{where}: the code should be {computed_code(type_, r)}"
        by_name = {t["name"]: t for t in tables(type_)}
        for name, rows in r.rows.items():
            for n, row in enumerate(rows, 1):
                yield from fault_lines(f"{where}, {name} {n}", by_name[name]["columns"], row, codes)
