#!/bin/sh
# What falls due: the lists, and what is written of them for eyes, files and mail.
# By hand, longer: make check TESTS=tests/command/due.sh DUE_ROUNDS=2000 DUE_SEED=7
# shellcheck source=tests/command/lib.sh
. "${top_srcdir:?}/tests/command/lib.sh"
command -v python3 >/dev/null || { echo '1..0 # SKIP there is no python3'; exit 0; }
new_store
export CHANCERY_TODAY=2026-11-28

status 'nothing is due in the starter register' 1 chancery due
is 'and then nothing is written' "$out$err" ''
status 'nor in JSON' 1 chancery due --format json
is 'not even an empty array' "$out" ''

chancery add meeting process=CP kind='senior officials' title='Seventh SOM' start=2026-12-10 \
	end=2026-12-11 >/dev/null
cat >rows.csv <<'ROWS'
meeting,task,detail,due,owner,done_on
CP-20261210,invitations,,-6w,office:RO-BKK,
CP-20261210,papers,skills,2026-11-26,organisation:ILO,
CP-20261210,summary report,,+14d,office:HQ,
CP-20261210,translation,into Pashto,2027-06,,
CP-20261210,agenda,,2026-11-20,office:HQ,2026-11-23
ROWS
chancery import meeting.preparation rows.csv >/dev/null
chancery add action meeting=CP-20181116 text='Map the corridors' due=2026-11 \
	owners='office:RO-BKK;organisation:ILO' >/dev/null

is 'what is late, and what is due within 30 days' "$(chancery due)" \
'Follow-up of 28 November 2026

LATE
  29 Oct 2026   CP-20261210    Invitations (Seventh SOM, 10            30 days
                               December)
  26 Nov 2026   CP-20261210    Papers: skills                           2 days
WITHIN 30 DAYS
  Nov 2026      CP-20181116/1  Map the corridors                     in 2 days
  24 Dec 2026   CP-20261210    Summary report                       in 26 days'
is 'for an owner, with whom it is shared, and what was done' \
	"$(chancery due --for ILO --since 1w --within 1y)" \
'Follow-up of 28 November 2026

LATE
  26 Nov 2026   CP-20261210    Papers: skills (Seventh SOM, 10          2 days
                               December)
WITHIN 365 DAYS
  Nov 2026      CP-20181116/1  Map the corridors, with RO-BKK        in 2 days'
is 'by owner an item stands under each' \
	"$(chancery due --group owner --since 7d --within 40w | grep -v '^$')" \
'Follow-up of 28 November 2026
HQ  Headquarters
WITHIN 280 DAYS
  24 Dec 2026   CP-20261210    Summary report (Seventh SOM, 10      in 26 days
                               December)
DONE SINCE 21 November
  23 Nov 2026   CP-20261210    Agenda
RO-BKK  Regional Office for Asia and the Pacific
LATE
  29 Oct 2026   CP-20261210    Invitations (Seventh SOM, 10            30 days
                               December)
WITHIN 280 DAYS
  Nov 2026      CP-20181116/1  Map the corridors, with ILO           in 2 days
ILO  International Labour Organization
LATE
  26 Nov 2026   CP-20261210    Papers: skills (Seventh SOM, 10          2 days
                               December)
WITHIN 280 DAYS
  Nov 2026      CP-20181116/1  Map the corridors, with RO-BKK        in 2 days
Without an owner
WITHIN 280 DAYS
  Jun 2027      CP-20261210    Translation: into Pashto (Seventh   in 214 days
                               SOM, 10 December)'
is 'a query is of the records' "$(chancery due process:CP --group date | grep -v '^$')" \
'Follow-up of 28 November 2026
29 October 2026
LATE
  CP-20261210  Invitations (Seventh SOM, 10 December)                  30 days
26 November 2026
LATE
  CP-20261210  Papers: skills (Seventh SOM, 10 December)                2 days
24 December 2026
WITHIN 30 DAYS
  CP-20261210  Summary report (Seventh SOM, 10 December)            in 26 days'
is 'in French, with the dates of that language' "$(chancery due --lang fr --group meeting |
	sed -n '1p;/CP-2018/,/nov/p')" \
"Suivi du 28 novembre 2026
CP-20181116/1  Map the corridors

D'ICI À 30 JOURS
  nov. 2026      Map the corridors                                dans 2 jours"
is 'csv has dates as they are written, too' \
	"$(chancery due --format csv --within 0d | head -n 2)" \
'when,date,written,days,type,code,table,what,of,owners
late,2026-10-29,-6w,-30,meeting,CP-20261210,preparation,Invitations,"Seventh SOM, 10 December",office:RO-BKK'
is 'JSON has owners as a list' "$(chancery due --format json | python3 -c '
import json, sys
print([i["owners"] for i in json.load(sys.stdin) if i["code"] == "CP-20181116/1"])')" \
	"[['office:RO-BKK', 'organisation:ILO']]"

chancery set meeting CP-20261210 status=cancelled >/dev/null
is 'a cancelled meeting owes nothing' "$(chancery due --format csv | tail -n +2 | cut -d, -f6)" \
	'CP-20181116/1'
chancery set meeting CP-20261210 status=planned >/dev/null

status 'a field that no type has' 2 chancery due fizz:CP
status 'a time without a unit' 2 chancery due --within 30
like 'is refused with what is right' "$err" 'chancery: --within is a number of days'
status 'an owner that does not exist' 2 chancery due --for office:NOWHERE
status 'my office, if the settings name none' 2 chancery due --for mine
status 'an address without a message' 2 chancery due --mail-to a@example.org
like 'is refused' "$err" '--mail-to goes with --format eml'

# ---- mail

status 'without a sender there is no mail' 2 chancery due --format eml --mail-to a@example.org
like 'and the setting is named' "$err" 'mail = { from'
is 'nothing is written then' "$out" ''

mkdir -p "$XDG_CONFIG_HOME/chancery"
cat >"$XDG_CONFIG_HOME/chancery/chancery.conf" <<'CONF'
house = { en = "Büro der Prozesse"; fr = "Bureau des processus"; };
mail = { from = "Büro <buero@example.org>"; };
CONF
cat >read.py <<'READ'
import email, email.policy, sys
raw = open(sys.argv[1], "rb").read()
assert all(b < 128 for b in raw), "only ASCII"
assert max(len(l) for l in raw.split(b"\n")) <= 78, "short lines"
m = email.message_from_bytes(raw, policy=email.policy.strict)
for name in "from", "to", "subject", "auto-submitted":
    print(m[name])
assert m["message-id"].endswith("@example.org>") and m["date"].datetime
assert m.get_content_charset() == "utf-8"
print(m.get_content(), end="")
READ
status 'nobody to send it to' 2 chancery due --format eml
chancery due --format eml --mail-to a@example.org,b@example.org >mail.eml
python3 read.py mail.eml >mail.txt 2>&1
is 'who it is from, to and what about' "$(head -n 4 mail.txt)" \
'Büro <buero@example.org>
a@example.org, b@example.org
Büro der Prozesse: Follow-up of 28 November 2026, 2 late, 2 due soon
auto-generated'
is 'its text is that of due' "$(tail -n +5 mail.txt)" "$(chancery due)"
chancery due --format eml --mail-to a@example.org,b@example.org >again.eml
is 'the same mail twice has one identity' "$(grep '^Message-ID' again.eml)" \
	"$(grep '^Message-ID' mail.eml)"
chancery due --format eml --mail-to a@example.org --within 0d >other.eml
ok 'another has another' [ "$(grep '^Message-ID' other.eml)" != "$(grep '^Message-ID' mail.eml)" ]
status 'an address with a line break' 2 chancery due --format eml --mail-to "a@example.org
Bcc: b@example.org"

chancery set office RO-BKK emails='bkk@example.org;asia@example.org' >/dev/null
chancery set office HQ emails= >/dev/null
chancery due --format eml --for office:RO-BKK >own.eml
is 'an owner has its own addresses' "$(python3 read.py own.eml | sed -n 2p)" \
	'bkk@example.org, asia@example.org'
status 'a message for each owner' 0 chancery due --format eml --split mails
is 'that has an address' "$(ls mails)" 'office-RO-BKK.eml'
is 'the others are named' "$(printf '%s\n' "$err" | sort)" \
'chancery: office:HQ has no e-mail address and gets no message
chancery: organisation:ILO has no e-mail address and gets no message'
is 'and it is the same message, but for its time' "$(grep -v '^Date' mails/office-RO-BKK.eml)" \
	"$(grep -v '^Date' own.eml)"
printf 'mail = { from = "nobody"; };\n' >"$XDG_CONFIG_HOME/chancery/chancery.conf"
status 'a sender without an address' 2 chancery due --format eml --mail-to a@example.org
rm "$XDG_CONFIG_HOME/chancery/chancery.conf"

# ---- nothing sensitive

mkdir schema
sed 's/{ name = "detail"; number = 2; type = "text";/& role = "sensitive";/' \
	"$top_srcdir/conf/schema/meeting.conf" >schema/meeting.conf
CHANCERY_STORE="$work/other"
printf 'schema = "%s/schema";\n' "$work" >other.conf
chancery --config other.conf init --empty >/dev/null
cat >one.jsonl <<'ONE'
{"type":"process","code":"P","name":{"en":"P"},"kind":"RCP"}
{"type":"meeting","code":"M","process":"P","kind":"experts","title":{"en":"M"},"start":"2026-12-10","preparation":[{"task":"papers","detail":"secret","due":"2026-11-26"}]}
ONE
chancery --config other.conf import --all one.jsonl >/dev/null
is 'a sensitive column is no part of what is due' \
	"$(chancery --config other.conf due --format csv | tail -n 1)" \
	'late,2026-11-26,2026-11-26,-2,meeting,M,preparation,Papers,"M, 10 December",'
CHANCERY_STORE="$work/store"

# ---- against a model

PYTHONDONTWRITEBYTECODE=1 python3 "$top_srcdir/tests/command/due.py" "$CHANCERY" \
	"${DUE_SEED:-1}" "${DUE_ROUNDS:-100}" >model 2>&1
is 'random registers: what is due is what a model in Python says' "$(grep -c '^ok' model)" 2
grep -v '^ok' model | sed 's/^#* */#   /'
done_testing
