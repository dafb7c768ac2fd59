#!/bin/sh
# Documents: what is in them, what is not, and in which order and language.
# shellcheck source=tests/command/lib.sh
. "${top_srcdir:?}/tests/command/lib.sh"
export CHANCERY_TODAY=2026-11-24
new_store
chancery import --all --update "$top_srcdir/tests/command/meeting.jsonl" >/dev/null

# headings FILE: of a document in Markdown
headings() {
	sed -n 's/^##* //p' "$1" | tr '\n' '|'
}

# ---- what there is
is 'ten documents are there' "$(chancery print | cut -f1 | tr '\n' ' ')" \
	'actions agenda invitation meeting-file office-list outcomes outcomes-unattributed participants process-profile series '
status 'another is refused with the nearest name' 2 chancery print participant CP-20181116
like 'in a sentence' "$err" 'did you mean "participants"?'
status 'a record that is not there is refused' 1 chancery print participants CP-1918
status 'without a code it is asked of which' 2 chancery print participants
for file in "$top_srcdir"/conf/documents/*.conf; do
	ok "$(basename "$file") fits the schema" chancery print --check "$file"
done

# ---- the meeting's file
chancery print meeting-file CP-20181116 --format markdown >file.md
is 'the parts of the file stand in order' "$(headings file.md)" \
	'Meeting file|Agenda|List of participants|Member States|Observers|States|UN agency|Secretariat|Outcomes|Decision|Recommendation|Documents|Follow-up actions|'
is 'four items of the agenda, a head and a rule' \
	"$(sed -n '/^## Agenda/,/^## List/p' file.md | grep -c '^|')" 6
is 'the parties stand in the order of protocol' \
	"$(grep -oE '^\| (Bangladesh|Nepal \(host\)|Sri Lanka|Republic of Korea|International [LO][a-z]*)' file.md |
		cut -c3- | tr '\n' ';')" \
	'Bangladesh;Nepal (host);Sri Lanka;Republic of Korea;International Labour;International Organization;'
like 'who was not there is named below' "$(cat file.md)" \
	'6 delegations: 3 members, 1 observer State, 2 organisations; 30 delegates. Apologies: China. Absent: Viet Nam. Not heard from: Afghanistan, '
like 'a text in another script is whole' "$(cat file.md)" 'حي السلام'
like 'a partial date is written as it is known' "$(cat file.md)" '| March 2019 |'
for format in text markdown; do
	chancery print meeting-file CP-20181116 --format $format >plain
	is "no name of a person is in it as $format" "$(grep -c -e Delegate- -e 'Head of delegation' plain)" 0
	chancery print meeting-file CP-20181116 --format $format --sensitive >names
	is "all are if an administrator asks" "$(grep -c Delegate- names)" 2
	like 'and the foot says how far it may go' "$(tail -1 names)" 'Contains names of persons'
	chancery print meeting-file CP-20181116 --format $format >again
	ok 'twice it is the same, byte for byte' cmp -s plain again
done

# ---- other documents
like 'without attribution nobody is named' "$(chancery print outcomes-unattributed CP-20181116)" \
	'The Kathmandu Declaration was adopted.'
unlike 'neither who presented' "$(chancery print outcomes-unattributed CP-20181116)" 'Presenter'
unlike 'nor who owes something' "$(chancery print outcomes-unattributed CP-20181116)" 'Owners'
is 'actions stand by those who owe them' \
	"$(chancery print actions --where 'meeting.process:CP status:open' --format markdown | headings -)" \
	'Follow-up actions|International Organization for Migration|Nepal|'
like 'one action alone' "$(chancery print actions CP-20181116/1)" 'Draft the plan of work'
unlike 'is alone' "$(chancery print actions CP-20181116/1)" 'portability'
like 'a series has its meetings with what they decided' "$(chancery print series CP)" \
	'The Kathmandu Declaration was adopted.'
like 'a profile has those who belong' "$(chancery print process-profile CP)" 'Republic of Korea'
unlike 'a list of offices has none that is closed' "$(chancery print office-list)" 'RO-NBO'
chancery set meeting CP-20181116 status=planned >/dev/null
like 'before it is held the list is provisional' "$(chancery print participants CP-20181116)" \
	'Provisional list of participants'
like 'and has who accepted' "$(chancery print participants CP-20181116)" '7 delegations'
chancery set meeting CP-20181116 status=held >/dev/null
is 'of several records one follows the other' \
	"$(chancery print agenda --where 'process:CP start>=2016' --format markdown | grep -c '^# ')" \
	"$(count meeting 'process:CP start>=2016')"
status 'of none there is nothing to print' 1 chancery print agenda --where 'process:CP start>=2090'

# ---- languages
chancery set meeting CP-20181116 title.fr='Sixième consultation ministérielle' >/dev/null
fr=$(chancery print meeting-file CP-20181116 --lang fr)
like 'dates and names are in the language' "$fr" 'Sixième consultation ministérielle'
like 'and a State' "$fr" 'Kathmandu, Népal'
like 'and a date' "$fr" '16 novembre 2018'
like 'what is not there in it is marked' "$fr" 'Colombo Process (en)'
for word in Agenda Outcomes Members Observers Apologies Absent Hosts Number Text Owners \
	Status Kind Party Level Presenter Follow Documents State held November Title; do
	for lang in fr es; do
		chancery print meeting-file CP-20181116 --lang $lang |
			grep -v -e '(en)' -e 'Member States should' >printed
		ok "no $word in $lang" [ "$(grep -c -w "$word" printed)" = "$(
			[ "$word$lang" = Documentsfr ] && echo 1 || echo 0)" ]
	done
done
like 'days of one month are joined' "$(chancery print agenda CP-20110420)" '20-21 April 2011'
like 'in Spanish too' "$(chancery print agenda CP-20110420 --lang es)" '20-21 de abril de 2011'
like 'a year alone is a year' "$(chancery print agenda CP-2003)" "
2003
"

# ---- widths
chancery set meeting CP-20181116 title.zh='科伦坡进程第六次部长级磋商会议关于安全有序和正常移徙的双赢办法以及区域合作框架下的劳务流动问题' \
	theme='原村 Poznań Đắk Lắk Бишкек حي السلام 原村 Poznań Đắk Lắk Бишкек حي السلام 原村原村原村原村原村原村' >/dev/null
for lang in en fr es; do
	chancery print meeting-file CP-20181116 --lang $lang >wide
	is "no line in $lang is wider than 80 columns" "$(python3 - wide <<'PY'
import sys, unicodedata
width = lambda line: sum(0 if unicodedata.combining(c) or unicodedata.category(c) == "Cf" else
                         2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)
print([line for line in open(sys.argv[1], encoding="utf-8").read().split("\n") if width(line) > 80])
PY
)" '[]'
done
like 'every letter of another script is there' "$(cat wide)" 'Đắk Lắk'

# ---- files
chancery print agenda CP-20181116 -o agenda.md
like 'the end of the name says the format' "$(head -1 agenda.md)" '# Agenda'
status 'a file that is there is not replaced' 2 chancery print agenda CP-20181116 -o agenda.md
like 'unless one says so' "$err" '--force replaces it'
status 'which one can' 0 chancery print agenda CP-20181116 -o agenda.md --force
status 'another format is refused' 2 chancery print agenda CP-20181116 -o agenda.docx
ok 'and nothing is written' [ ! -e agenda.docx ]
mkdir letters
ok 'a letter a party' chancery print invitation CP-20181116 --each attendance -o letters
is 'is a file a row, by the party' "$(find letters -type f | sort | tr '\n' ' ')" \
	"$(for party in BD CN ILO IOM KR LK NP VN; do printf 'letters/CP-20181116-%s.txt ' $party; done)"
like 'with the name of the party' "$(cat letters/CP-20181116-KR.txt)" 'named below: Republic of Korea.'
status 'what is no letter has none' 2 chancery print agenda CP-20181116 --each attendance -o letters
ok 'markup in a text is only text' [ "$(
	chancery set meeting CP-20181116 theme='# a | b *c* <d>' >/dev/null
	chancery print agenda CP-20181116 --format markdown | grep -cF '# a \| b \*c\* \<d\>')" = 1 ]

# ---- at the prompt
printf '%s\n' '=CP-20181116' print view view view view view q q q | chancery --linear >said
like 'a document is read line by line' "$(cat said)" '= Agenda'
like 'with the columns said in each row' "$(cat said)" 'Party: Nepal (host); Level: minister; Delegates: 12'
unlike 'without lines that only draw' "$(cat said)" '-----'
printf '%s\n' '=CP-20181116' print export said.txt q q q | chancery --linear >said
like 'it is written from there' "$(cat said.txt)" '3       Skills recognition'

# ---- definitions of one's own
mkdir -p house/schema house/documents
printf 'schema = "%s";\nhouse = { en = "The Secretariat"; };\n' "$PWD/house/schema" >own.conf
cat >house/documents/speakers.conf <<'CONF'
name  = "speakers";
type  = "meeting";
label = { en = "Speakers"; };
parts = (
	{ kind = "cover"; lines = [ "{city}, {venue}, {process.code}" ]; },
	{ kind = "rows"; table = "agenda"; columns = [ "presenter", "title" ]; }
);
CONF
like 'a folder beside the schema adds documents' \
	"$(chancery --config own.conf print speakers CP-20181116)" 'Kathmandu, Soaltee Hotel, CP'
like 'headed by the house' "$(chancery --config own.conf print speakers CP-20181116 | head -1)" \
	'The Secretariat'
cat >wrong.conf <<'CONF'
name  = "wrong";
type  = "meeting";
label = { en = "Wrong"; };
parts = (
	{ kind = "cover"; lines = [ "{citty}", "{start..city}", "{city" ]; },
	{ kind = "row"; table = "agenda"; },
	{ kind = "rows"; table = "title"; },
	{ kind = "facts"; fields = [ "city.code", "process.name.x" ]; },
	{ kind = "records"; type = "meeting"; each = "actions"; }
);
CONF
status 'mistakes of a definition are all told' 2 chancery print --check wrong.conf
is 'with their lines' "$(printf '%s\n' "$err" | sed -n 's/^chancery: wrong.conf:\([0-9]*\):.*/\1/p' | tr '\n' ' ')" \
	'5 5 5 6 7 8 8 9 '
like 'and with what was meant' "$err" 'meeting has no field "citty" (did you mean "city"?)'
cp wrong.conf house/documents/
unlike 'a document that does not fit is not offered' "$(chancery --config own.conf print)" 'wrong'
done_testing
