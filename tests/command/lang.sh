#!/bin/sh
# Languages: the catalogues are complete, and what is said, is said in the language asked for.
# shellcheck source=tests/command/lib.sh
. "${top_srcdir:?}/tests/command/lib.sh"
new_store
echo 'language = "xx";' >xx.conf

# Every message of the source is in every catalogue; `make update-lang` puts new ones there.
if command -v xgettext >/dev/null && command -v msgmerge >/dev/null; then
	sh "$top_srcdir/conf/lang/update.sh" --template >template.pot 2>/dev/null
	for language in es fr; do
		po=$top_srcdir/conf/lang/$language.po
		ok "$language is well formed" msgfmt --check-format -o /dev/null "$po"
		msgmerge --quiet --no-fuzzy-matching -o merged.po "$po" template.pot
		is "$language says everything" \
			"$(msgattrib --untranslated --no-obsolete --no-wrap merged.po | grep '^msgid "..*"')" ''
		is "$language has nothing doubtful" "$(msgattrib --only-fuzzy merged.po)" ''
	done
fi

like 'French is spoken' "$(chancery --lang fr info --help)" 'Usage : chancery info'
like 'Spanish is' "$(chancery --lang es info --help)" 'Uso: chancery info'
for arguments in 'info --help' info keys check; do
	# shellcheck disable=SC2086 # the arguments are several
	status "an unknown language is refused by $arguments" 2 chancery --lang xx $arguments
	like 'with those that there are' "$err" 'the language "xx" is not known: messages are in en, es, fr'
done
status 'and by the settings' 2 chancery --config xx.conf info
like 'likewise' "$err" 'the language "xx" is not known'
ok 'a locale of another language is no mistake' env LC_ALL=xx_XX.UTF-8 "$CHANCERY" info
mkdir portuguese
sed 's/en = "State";/en = "State"; pt = "Estado";/' "$top_srcdir/conf/schema/state.conf" \
	>portuguese/state.conf
echo 'schema = "portuguese"; store = "portuguese-store";' >pt.conf
unset CHANCERY_STORE
ok 'a store whose schema has labels in another language' chancery --config pt.conf init
like 'is shown in it' "$(chancery --config pt.conf --lang pt show state DE)" 'Estado DE'
export CHANCERY_STORE="$work/store"
status 'messages come' 2 chancery --lang fr list nonsense
is 'in the language' "$err" "chancery: il n'y a pas de type de fiche « nonsense »"
status 'the environment says which' 2 env LC_ALL=es_ES.UTF-8 "$CHANCERY" list nonsense
is 'without its locale' "$err" 'chancery: no hay tipo de ficha «nonsense»'
status 'the settings know better' 2 env LC_ALL=es_ES.UTF-8 "$CHANCERY" --lang en list nonsense
is 'if they say so' "$err" 'chancery: there is no record type "nonsense"'
like 'labels are in the language too' "$(chancery --lang fr show meeting CP-20181116)" 'Réunion'
like 'so are the names of actions' "$(echo '?' | chancery --lang es --linear)" 'ayuda (?): lo que hacen'

# Questions are answered by the letters of the language; English ones are understood as well.
chancery add category code=ANSWER title=Answers definition=One >/dev/null
for answer in 'fr n ' 'es n ' 'es o ' 'fr o 1' 'es s 1' 'fr y 1' 'es y 1'; do
	# shellcheck disable=SC2086 # language, letter, and 1 if it means yes
	set -- $answer
	printf '%s\n' =ANSWER remove "$2" q q | chancery --lang "$1" --linear >said
	is "in $1 the letter $2 is understood" "$(grep -c '(./.)' said) $(chancery find ANSWER --type category | grep -c 'ANSWER')" \
		"1 $([ -n "${3-}" ] && echo 0 || echo 1)"
	[ -z "${3-}" ] || chancery undo --yes >/dev/null
done
like 'and the question names them' "$(chancery --lang fr --linear <<END
=ANSWER
remove
n
END
)" '(o/n)'

# Countries are called as iso-codes has them, where that is installed; files keep what was written, and
# what a record says of itself in a language comes before.
if [ -f /usr/share/locale/fr/LC_MESSAGES/iso_3166-1.mo ]; then
	like 'a State is called as it is in French' "$(chancery --lang fr show state DE)" 'État DE  Allemagne'
	like 'in Spanish lists too' "$(chancery --lang es list state code:DE)" 'Alemania'
	unlike 'not in files' "$(chancery --lang es export state code:DE)" 'Alemania'
	like 'nor in English' "$(chancery show state DE)" 'State DE  Germany'
	is 'is found by that name' "$(chancery --lang fr find allemagne --format csv | tail -n 1)" 'state,DE,Allemagne'
	is 'by a word in a list' "$(chancery --lang fr list state allem --columns code | tail -n 1)" DE
	is 'and in a field' "$(chancery --lang fr list state name:allemagne --columns code | tail -n 1)" DE
	is 'exactly' "$(chancery --lang fr list state name=Allemagne --columns code | tail -n 1)" DE
	is 'through a reference' "$(chancery --lang fr list office state.name:allemagne --format jsonl | wc -l)" \
		"$(chancery list office state.name:germany --format jsonl | wc -l)"
	is 'by its English name as well' "$(chancery --lang fr list state germany --columns code | tail -n 1)" DE
	status 'but not in English' 1 chancery list state allemagne
	is 'by the first letter, which many names have' "$(chancery --lang fr list state allem\|algér --columns code | tail -n +2 | tr '\n' ' ')" 'DE DZ '
	is 'stands where its name does' "$(chancery --lang fr list state --sort name --columns name | grep -A 1 -B 1 Allemagne | tr '\n' ' ')" \
		'Algérie Allemagne Andorre '
	is 'from the end too' "$(chancery --lang fr list state --sort -name --columns name | grep -A 1 -B 1 Allemagne | tr '\n' ' ')" \
		'Andorre Allemagne Algérie '
	echo '{"name":{"en":"Germany","fr":"RFA"}}' | chancery set state DE -
	like 'its own name comes first' "$(chancery --lang fr show state DE)" 'État DE  RFA'
fi

# The log keeps English sentences; what reads it translates them.
like 'verbs of the log are translated' "$(chancery --lang fr log)" 'charger le registre de départ'
chancery set category DEV title=Development
like 'so are those of a history' "$(chancery --lang es history category DEV)" 'cambiar  (operación'
unlike 'and not in English' "$(chancery history category DEV)" cambiar

# Nothing is one thing in French, and several elsewhere.
plural() {
	chancery --lang "$1" carry meeting CP-20181116 CP-20110420
}
is 'nothing is singular in French' "$(plural fr)" '0 fiche ouverte reportée'
is 'and plural in Spanish' "$(plural es)" 'se pasaron 0 fichas abiertas'
unlike 'and no number keeps a message in English' \
	"$(printf '1\nl code:NOBODY\nq\nq\n' | chancery --lang fr --linear)" 'match'
done_testing
