#!/bin/sh
# Three letters of its code, its title, its alias or its city bring a record onto the first page, in
# every starter type.
# shellcheck source=tests/command/lib.sh
. "${top_srcdir:?}/tests/command/lib.sh"
new_store

# far TYPE: of every fifth record those that no three letters bring among the first 18 of the list
far() {
	chancery export "$1" --format jsonl | python3 -c '
import json, re, subprocess, sys, unicodedata

def fold(text):
    text = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in text if not unicodedata.combining(c))

def texts(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from texts(one)
    elif isinstance(value, dict):
        for one in value.values():
            yield from texts(one)

def page(letters):
    lines = subprocess.run([sys.argv[1], "list", sys.argv[2], letters, "--limit", "18", "--columns",
                            "code", "--format", "csv"], capture_output=True, text=True).stdout
    return lines.splitlines()[1:]

pages = {}
for line in list(sys.stdin)[::5]:
    record = json.loads(line)
    words = [w for name in ("code", "title", "name", "city", "aliases", "alpha3")
             for text in texts(record.get(name, "")) for w in re.findall(r"\w+", fold(text))]
    for letters in (w[:3] for w in words):
        if letters not in pages:
            pages[letters] = page(letters)
        if record["code"] in pages[letters]:
            break
    else:
        print(record["code"])' "$CHANCERY" "$1"
}

for type in meeting process office category organisation state; do
	is "$type" "$(far "$type")" ''
done
done_testing
