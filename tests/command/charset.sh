#!/bin/sh
# In a locale of another character set than UTF-8, output is in that set or refused.
# shellcheck source=tests/command/lib.sh
. "${top_srcdir:?}/tests/command/lib.sh"
new_store
chancery set office HQ city=Genève name.ar='المقر' >/dev/null

# raw TEXT: whether it has bytes above ASCII
raw() {
	printf %s "$1" | LC_ALL=C grep -c '[^ -~[:space:]]' || :
}

# plain ARGUMENT...: in the C locale
plain() {
	LC_ALL=C "$CHANCERY" "$@" 2>&1
}

like 'a table has letters without accents' "$(plain list office code:HQ --columns city)" Geneve
is 'and no byte above ASCII' "$(raw "$(plain show office HQ; plain --lang fr show state DE; plain log)")" 0
is 'nor have messages' "$(raw "$(plain --lang fr list nonsense; plain --lang fr --help; plain --lang es info)")" 0
is 'JSON is escaped' "$(plain list office code:HQ --columns city --format jsonl | grep -o 'Gen.*ve')" 'Gen\u00e8ve'
is 'which says the same' "$(plain export office code:HQ --format jsonl | python3 -c 'import json, sys; print(json.loads(sys.stdin.read())["city"])')" Genève
status 'csv that has other characters' 3 env LC_ALL=C "$CHANCERY" list office code:HQ --columns city --format csv
is 'is refused' "$out" ''
like 'with the way out' "$err" '-o FILE, which is UTF-8 everywhere'
status 'so is what is exported' 3 env LC_ALL=C "$CHANCERY" export office
is 'with nothing written' "$(raw "$out")" 0
chancery set state ZW region=Équateur >/dev/null
# long: the last of its lines has the only character above ASCII
long() {
	env LC_ALL="$1" "$CHANCERY" list state --sort code --columns code,alpha3,kind,sources,region \
		--format csv
}
ok 'a long csv' [ "$(long C.UTF-8 | wc -c)" -gt 8192 ]
status 'with such a character in its last line' 3 long C
is 'is refused before anything is written' "$out" ''
status 'what is exported is, too' 3 env LC_ALL=C "$CHANCERY" export state code:ZW,LK
is 'before anything is written' "$out" ''
status 'csv without such characters' 0 env LC_ALL=C "$CHANCERY" list state code:LK --columns name --format csv
is 'is written' "$out" "$(printf 'name\nSri Lanka')"
status 'a file that is named' 0 env LC_ALL=C "$CHANCERY" export office code:HQ -o office.csv
like 'is UTF-8 everywhere' "$(cat office.csv)" Genève

if localedef -i en_US -f ISO-8859-1 ./en_US.ISO-8859-1 2>/dev/null; then
	latin1() {
		LOCPATH=$work LC_ALL=en_US.ISO-8859-1 "$CHANCERY" "$@"
	}
	is 'Latin-1 has its accents' "$(latin1 list office code:HQ --columns city | iconv -f latin1 -t utf-8 | tail -n 1)" Genève
	is 'in csv too' "$(latin1 list office code:HQ --columns city --format csv | iconv -f latin1 -t utf-8 | tail -n 1)" Genève
fi
done_testing
