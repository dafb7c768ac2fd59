#!/bin/sh
# One record, in every form.
# shellcheck source=tests/command/lib.sh
. "${top_srcdir:?}/tests/command/lib.sh"
new_store

status 'a record' 0 chancery show state LK
like 'has its title' "$out" 'Sri Lanka'
like 'its labels' "$out" 'Official name'
like 'and its rows' "$out" 'Status: Member'
status 'case in a code does not matter' 0 chancery show state lk
status 'as JSON' 0 chancery show state LK --format json
like 'begins with its identity' "$out" '{"type":"state","id":"402b592a-4632-5705-a9ef-972e11823774"'
ok 'and is JSON' gives_json chancery show state LK --format json
status 'as Markdown' 0 chancery show state LK --format markdown
like 'is a heading' "$out" '# State LK: Sri Lanka'

status 'no such record' 1 chancery show state ZZZ
like 'is said' "$err" '"ZZZ"'
is 'and nothing else' "$out" ''

chancery set state LK region=Asia
status 'an older version' 0 chancery show state LK --version 1
unlike 'is as it was' "$out" Asia
status 'a version that never was' 1 chancery show state LK --version 9
status 'rows of a day' 0 chancery show state LK --as-of 1950
unlike 'are only those in force' "$out" 'Status: Member'

# Of texts by language the one in force comes first, then English; what is in another has its tag.
chancery set office HQ name.de=Hauptsitz name.ar='المقر' >/dev/null
names() {
	chancery "$@" show office HQ | sed -n '/^Name\|^Nom/,/^Type/p' | grep -v ^Type | sed 's/^Nom *//;s/^Name *//;s/^ *//'
}
is 'English needs no tag in English' "$(names)" "$(printf 'Headquarters\nالمقر (ar)\nHauptsitz (de)')"
is 'and stands first' "$(chancery show office HQ | head -n 1)" 'Office HQ  Headquarters  (version 2)'
is 'in French it has one' "$(names --lang fr)" "$(printf 'Headquarters (en)\nالمقر (ar)\nHauptsitz (de)')"
is 'also in the list' "$(chancery --lang fr list office code:HQ --columns name | tail -n 1)" 'Headquarters (en)'
chancery set office HQ name.fr=Siège >/dev/null
is 'until there is a French text' "$(names --lang fr)" \
	"$(printf 'Siège\nHeadquarters (en)\nالمقر (ar)\nHauptsitz (de)')"
is 'which is shown alone in the list' "$(chancery --lang fr list office code:HQ --columns name | tail -n 1)" 'Siège'
like 'the prompts agree' "$(printf 'q\n' | chancery --lang fr --linear browse office HQ)" 'Nom (de): Hauptsitz'
form() {
	printf 'e\nq\nq\n' | chancery --lang "$1" --linear browse office HQ |
		sed -n 's/^[0-9]*\. \(\(Name\|Nom\)\( (..)\)\?:.*\)/\1/p'
}
is 'a form tags what is not in the language in force' "$(form fr)" \
	"$(printf 'Nom (en): Headquarters\nNom (ar): المقر\nNom (de): Hauptsitz\nNom: Siège')"
is 'so that English has no tag in English' "$(form en | head -n 1)" 'Name: Headquarters'
echo '{"name":{"de":"Büro","ar":"مكتب"},"type_":"country","state":"DE","code":"CO-X"}' | chancery add office - >/dev/null
is 'without English the first is shown with its tag' \
	"$(chancery list office code:CO-X --columns name | tail -n 1)" 'مكتب (ar)'

# A csv has each language in a column of its own, as an export has, and import takes it back.
is 'csv has all languages' "$(chancery list office code:HQ --columns name --format csv)" \
	"$(printf 'name,name.ar,name.de,name.fr\nHeadquarters,المقر,Hauptsitz,Siège')"
is 'whatever the language in force' "$(chancery --lang fr list office code:HQ --columns name --format csv | head -n 1)" \
	name,name.ar,name.de,name.fr
is 'of what is listed' "$(chancery list office code:CO-CMB --columns code,name --format csv | head -n 1)" code,name
is 'and up to the limit' \
	"$(chancery list office code:CO-X,HQ --sort code --limit 1 --columns code,name --format csv)" \
	"$(printf 'code,name,name.ar,name.de\nCO-X,,مكتب,Büro')"
is 'an export has the same columns' "$(chancery export office code:HQ | head -n 1 | grep -o 'name,[^y]*fr')" \
	name,name.ar,name.de,name.fr
chancery list office code:HQ --columns code,name --format csv >hq.csv
ok 'import takes it back' chancery import office hq.csv --update

# What stands in a record cannot drive the terminal.
status 'an escape sequence' 3 given '{"note":"one\u001b[31mtwo"}' chancery set state LK -
unlike 'is not stored' "$(chancery show state LK)" "$(printf '\033')"
chancery import --all --update "$top_srcdir/tests/command/meeting.jsonl" >/dev/null
is 'a table is a table in Markdown, with its head' \
	"$(chancery show meeting CP-20181116 --format markdown | grep -A2 '^### Outcomes' | tail -1)" \
	'| Number | Kind | Text | Categories |'
is 'and a row for each' "$(chancery show meeting CP-20181116 --format markdown | grep -c '^| [1-4] | ')" 6
done_testing
