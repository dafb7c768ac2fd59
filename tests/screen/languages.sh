#!/bin/sh
# Every screen in French and Spanish: no English word stands on it, and the key line names help and
# the way back however narrow the screen is. The records have names that are the same everywhere.
# shellcheck source=tests/command/lib.sh
. "${top_srcdir:?}/tests/command/lib.sh"
here=$(cd "${top_srcdir:?}/tests/screen" && pwd)
play=${top_builddir:?}/tests/screen/play
[ -x "$play" ] || { echo '1..0 # SKIP libvterm is missing'; exit 0; }
command -v python3 >/dev/null || { echo '1..0 # SKIP python3 is missing'; exit 0; }
export CHANCERY

cat >records.sh <<'END'
add() {
	printf '%s' "$2" | chancery add "$1" -
}
add state '{"code":"MA","name":{"fr":"Rabat","es":"Rabat","en":"Rabat"}}'
add state '{"code":"TN","name":{"fr":"Tunis","es":"Tunis","en":"Tunis"}}'
add office '{"code":"RBT","name":{"en":"Rabat"},"type_":"country","city":"Rabat","state":"MA","covers":["MA","TN"]}'
add process '{"code":"RM","name":{"en":"Rabat"},"members":[{"party":"state:MA","role":"member"},{"party":"state:TN","role":"member"}]}'
add meeting '{"code":"RM-2026","process":"RM","kind":"ministerial","title":{"en":"Rabat"},"start":"2026-11-20","end":"2026-11-21","city":"Rabat","state":"MA","attendance":[{"party":"state:MA","as":"member","attended":"attended"}],"preparation":[{"task":"papers","due":"2026-11-01"}]}'
add action '{"meeting":"RM-2026","text":"Rabat","status":"open","due":"2026-11-22","owners":["office:RBT"]}'
add category '{"code":"AAA","title":{"en":"Rabat"},"definition":{"en":"Rabat."}}'
add category '{"code":"AAB","title":{"en":"Tunis"},"definition":{"en":"Tunis."}}'
chancery set category AAA title=Tunis
END

# look: what is checked on each screen.
look() {
	cat <<END
no-words words
line -1 "~~~ $help~~~$back"
resize 40x24
line -1 "~~~$help~~~$back"
resize 80x24
END
}

no_words() {
	echo 'no-words words'
}

# window KEYS...: opens a window over the screen, looks at its words and leaves it.
window() {
	echo "keys $*"
	no_words
	echo 'keys Esc'
}

# screen KEYS...: opens a screen, looks at it and stays in it.
screen() {
	echo "keys $*"
	look
}

# browse LANGUAGE WORDS: starts the program there.
browse() {
	language=$1
	shift
	echo "args --lang $language browse $*"
}

# story LANGUAGE HELP BACK: with what the key line calls help and the way back.
story() {
	help=$2 back=$3
	cat <<END
store empty
run python3 '$here/english.py' $1 >words
run . "$work/records.sh"
run printf 'office,category,period,cases\nRBT,AAA,2026-Q2,4\n' >cas.csv && chancery import caseload cas.csv
args --lang $1 browse
env CHANCERY_TODAY=2026-11-24
END
	screen Down
	for keys in '"?"' '"f"' '"D"' '"L"' '"/rabat" Enter'; do
		screen "$keys"
		echo keys Esc
	done
	for menu in '' Right 'Right Right' 'Right Right Right' 'Left'; do
		window "^G $menu"
	done
	window '":"'
	window '"="'
	window '"@"'
	# A list, a record, and what is known of it.
	screen '"1"'
	for keys in '"/"' '"l"' '"g"' '"s"' '"v"' '"d"' '"u"' '"t" ";"' '":"' '"?"'; do
		window "$keys"
	done
	screen '"l" "xx" Enter'
	echo 'keys "l" ^U Enter'
	screen Enter
	for keys in '"h"' '"i"' '"f"' '"S"' '"A"' '"?"' '"L"' '"L" Enter'; do
		screen "$keys"
		echo 'keys Esc'
		[ "$keys" != '"L" Enter' ] || echo 'keys Esc'
	done
	for keys in '"d"' '"C"' '"F"' '"P"' '"+"' '":ren" Enter' '^G' '^G Right' '^G Right Right'; do
		window "$keys"
	done
	# A form, its help, what a field may hold, and a refusal.
	browse "$1" meeting RM-2026
	screen '"e"'
	screen F1
	echo 'keys Esc'
	window Tab F4
	window '^G'
	echo 'keys Tab Tab ^U "xx" Tab'
	look
	window F2
	window Esc
	echo 'keys Esc'
	echo 'keys "d"'
	# The rows of a table, one of them, and who may be ticked.
	browse "$1" meeting RM-2026
	echo 'keys "e" PgDn PgDn PgDn'
	screen Enter
	for keys in '"?"' '"m"'; do
		screen "$keys"
		echo 'keys Esc'
	done
	window '"d"'
	screen Enter
	browse "$1" meeting RM-2026
	echo 'keys "e" PgDn PgDn PgDn Enter'
	screen '"a"'
	# Categories: the tree, history, a long text.
	browse "$1" category
	screen '"T"'
	screen '"?"'
	echo 'keys Esc "T" Enter'
	screen '"h"'
	window Enter
	browse "$1" category AAA
	echo 'keys "e" Tab'
	screen ^E
	screen F1
	echo 'keys Esc'
	echo 'keys "x" Esc'
	no_words
	echo 'keys "d" Esc'
	no_words
	# Two people change the same record to different ends.
	browse "$1" category AAA
	echo 'keys "e" Tab "x"'
	echo 'run chancery set category AAA title=Fez'
	screen F2
	screen '"?"'
	# Returns, line by line, and drafts.
	browse "$1" caseload
	screen '"G" Enter Enter'
	screen '"?"'
	echo 'keys Esc'
	window '"4" Esc'
	browse "$1"
	screen '"D"'
	screen '"?"'
}

{
	story fr aide retour
	story es ayuda volver
} >languages.scr
"$play" languages.scr
