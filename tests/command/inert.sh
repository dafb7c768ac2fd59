#!/bin/sh
# Stored text drives neither the terminal nor a spreadsheet: it is refused at the door, and made visible where
# it came in by another way.
# shellcheck source=tests/command/lib.sh
. "${top_srcdir:?}/tests/command/lib.sh"
new_store

# ---- at the door: name of the thing, its bytes for printf, what the refusal calls it
while IFS='|' read -r name bytes called; do
	# shellcheck disable=SC2059
	bad=$(printf "A$bytes"'Z')
	status "$name in an argument" 3 chancery add state code=XQ "name=$bad"
	like 'is refused by its name' "$err" "name: holds $called"
	is 'without being shown' "$(printf '%s' "$err" | LC_ALL=C tr -d '\n -~' | wc -c)" 0
	printf 'code,name,kind\nXQ,"%s",state\n' "$bad" >bad.csv
	status 'in csv' 3 chancery import state bad.csv
	like 'is refused by its line' "$err" "bad.csv:2: *holds $called"
done <<'END'
an escape|\033[2J|a control character (U+001B)
a bell|\007|a control character (U+0007)
a backspace|\010|a control character (U+0008)
a delete|\177|a control character (U+007F)
a control of eight bits|\302\233|a control character (U+009B)
a turn to the left|\342\200\256|a character that turns
an isolate|\342\201\246|a character that turns
a line separator|\342\200\250|an invisible character (U+2028)
a tag|\363\240\201\201|an invisible character (U+E0041)
a byte alone|\377|a byte that is not UTF-8
an overlong slash|\300\257|a byte that is not UTF-8
half a pair|\355\240\200|a byte that is not UTF-8
END
status 'JSON with an escape' 3 given '{"name":"A\u001b[2JZ"}' chancery set state LK -
like 'is refused' "$err" 'name: holds a control character (U+001B)'
status 'JSON with NUL' 3 given '{"name":"A\u0000Z"}' chancery set state LK -
status 'a line break where there is one line' 3 chancery set state LK "name=A
B"
status 'five marks on a letter' 3 chancery set state LK "name=A$(printf '\314\200\314\200\314\200\314\200\314\200')"
status 'a code with an escape' 3 chancery rename state LK "L$(printf '\033')"
chancery list state "$(printf '\033[2J')" >/dev/null 2>said
is 'a query is not echoed raw' "$(grep -c "$(printf '\033')" said)" 0
status 'a name of a type' 2 chancery list "$(printf '\033]0;x\007')"
is 'is neither' "$(printf '%s' "$err" | grep -c "$(printf '\033')")" 0

# ---- what came in by another way
chancery add office code=X-1 type=country state=LK name=QESCQQBIDIQ city=QBADQ note=QLINEQ >/dev/null
chancery set office X-1 city=QBADQ2 >/dev/null
foreign=${top_builddir:?}/tests/command/foreign
$foreign store ESCQ "$(printf '\033[2J')" >/dev/null
$foreign store BIDIQ "$(printf '\342\200\256Q\007')" >/dev/null
$foreign store BAD "$(printf 'Q\377\233')" >/dev/null
# inert SENTENCE COMMAND...: nothing it prints could drive a terminal
inert() {
	sentence=$1
	shift
	"$@" >shown 2>&1 || :
	is "$sentence" "$(python3 -c '
import sys, unicodedata
data = open("shown", "rb").read()
try:
    text = data.decode()
    bad = sorted({"U+%04X" % ord(c) for c in text if c not in "\n\t" and unicodedata.category(c) in
                  ("Cc", "Cf", "Zl", "Zp", "Cs")})
except UnicodeDecodeError as e:
    bad = [str(e)]
print(" ".join(bad))')" ''
}
inert 'a list' chancery list office code:X-1 --columns code,name,city
inert 'a list as csv' chancery list office code:X-1 --columns code,name,city --format csv
inert 'a list as JSON' chancery list office code:X-1 --columns code,name,city --format json
inert 'a record' chancery show office X-1
inert 'a record in markdown' chancery show office X-1 --format markdown
inert 'its history' chancery history office X-1
inert 'what is found' chancery find x-1
inert 'the log' chancery log
inert 'an export as JSON Lines' chancery export office code:X-1 --format jsonl
inert 'check, which names it' chancery check
like 'as what it is' "$(cat shown)" 'its content cannot be read'

# ---- spreadsheets
while read -r start; do
	chancery set state LK "region=${start}HYPERLINK(1)" "note=${start}2+3" >/dev/null
	chancery export state code:LK >sheet.csv
	python3 -c '
import csv, sys
for row in csv.DictReader(open("sheet.csv")):
    for cell in row.values():
        assert not cell[:1] in ("=", "+", "-", "@", "\t", "\r"), cell
' || echo "$start" >>live
	chancery list state code:LK --columns code,region --format csv | grep -q ",'$start" || echo "$start" >>live
	chancery import state sheet.csv --update >/dev/null
	is "a cell that starts with $start comes back as it was" "$(chancery show state LK --format json |
		grep -c "\"region\": *\"${start}HYPERLINK(1)\"")" 1
done <<'END'
=
+
-
@
'
END
is 'none of them is live' "$(cat live 2>/dev/null)" ''
done_testing
