#!/bin/sh
# One table of keys: the actions, `chancery keys`, the manual and the settings agree.
# shellcheck source=tests/command/lib.sh
. "${top_srcdir:?}/tests/command/lib.sh"

chancery keys >keys.txt
tail -n +2 keys.txt | cut -f 1-3 >table
is 'as many as there are actions' "$(wc -l <table)" \
	"$(sed -n '/^#define ACTION_LIST/,/^enum/p' "$top_srcdir/src/view/input/action.h" | grep -c '	X(')"
like 'a line has the keys, those of forms, and the help' "$(cat keys.txt)" \
	"$(printf 'undo\tu\t^G u\ttake back')"

# The manual: .It Ic NAME, a sentence, .Ql KEYS, "in forms", .Ql KEYS.
sed -n '/^\.Ss Keys/,/^\.Sh/p' "$top_srcdir/man/chancery.1" | awk -v OFS='\t' '
	function flush() { if (name != "") print name, lists, forms }
	/^\.It Ic / { flush(); name = $3; lists = forms = ""; in_forms = 0 }
	/in forms$/ { in_forms = 1 }
	name != "" && /^\.Ql / {
		keys = substr($0, 5)
		gsub(/\\\(ha/, "^", keys); gsub(/\\\(dq/, "\"", keys); gsub(/\\&/, "", keys)
		if (in_forms) forms = keys; else lists = keys
	}
	END { flush() }' >manual
is 'the manual has the same table' "$(cat manual)" "$(cat table)"
is 'and says what each does' \
	"$(sed -n '/^\.Ss Keys/,/^\.Sh/p' "$top_srcdir/man/chancery.1" |
		awk '/^\.It Ic /{ getline; sub(/[:.]$/, ""); print tolower($0) }')" \
	"$(tail -n +2 keys.txt | cut -f 4 | tr '[:upper:]' '[:lower:]')"

# The settings have it in comments.
sed -n '/^# *keys = {/,/^keys = {/p' "$top_srcdir/conf/chancery.conf" |
	sed -n 's/^# *//p' >own.conf
ok 'the keys section can be used as it stands' chancery --config own.conf keys
is 'and changes nothing' "$(chancery --config own.conf keys)" "$(cat keys.txt)"
# A wrong key for each action in turn is refused, so each is there and is read.
section() {
	sed -n "/^$1 = {/,/^};/s/ = .*;\$//p" own.conf
}
is 'it names every action of lists' "$(section lists | grep -v ditto)" \
	"$(awk -F '\t' '$2 != "" || $3 == "" { print $1 }' table)"
is 'and every action of forms' "$(section forms)" \
	"$(awk -F '\t' '$3 != "" { print $1 }' table)"

cat >own.conf <<'END'
keys = { lists = { edit = "a 2"; add = "e F6"; }; forms = { save = "F8"; look-up = ""; }; };
END
chancery --config own.conf keys >rebound
like 'keys can be swapped' "$(cat rebound)" "$(printf 'edit\ta 2\t\t')"
like 'both ways' "$(cat rebound)" "$(printf 'add\te F6\t\t')"
like 'in forms alone' "$(cat rebound)" "$(printf 'save\tF2\tF8\t')"
like 'and taken away' "$(cat rebound)" "$(printf 'look-up\t\t\t')"

cat >wrong.conf <<'END'
keys = {
	lists = { edit = "l"; edti = "w"; add = "^S"; };
	forms = { save = "F4 s"; };
	form = { };
};
END
status 'mistakes' 2 chancery --config wrong.conf keys
is 'are told all at once, with their places' "$err" "$(cat <<'END'
chancery: wrong.conf:4: "form" is not known here (did you mean "forms"?)
chancery: wrong.conf:2: there is not an action "edti" (did you mean "edit"?)
chancery: wrong.conf:2: add: ^S is never bound: terminals and multiplexers often intercept it
chancery: wrong.conf:3: save: s is text in forms
chancery: wrong.conf:2: edit: l is the key of limit
chancery: wrong.conf:3: save: F4 is the key of look-up
END
)"
status 'and nothing is done' 2 chancery --config wrong.conf init
ok 'not even that' [ ! -e "$CHANCERY_STORE" ]
printf 'keys = { lists = [ "e" ]; };\n' >wrong.conf
status 'no group' 2 chancery --config wrong.conf keys
like 'is a mistake' "$err" 'wrong.conf:1: a group of actions and their keys is expected here'

status 'keytest needs a terminal' 2 chancery keytest
done_testing
