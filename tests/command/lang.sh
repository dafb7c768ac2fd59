#!/bin/sh
# Languages: the catalogues are complete, and what is said, is said in the language asked for.
# shellcheck source=tests/command/lib.sh
. "${top_srcdir:?}/tests/command/lib.sh"
new_store

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
like 'English otherwise' "$(chancery --lang xx info --help)" 'Usage: chancery info'
status 'messages come' 2 chancery --lang fr list nonsense
is 'in the language' "$err" "chancery: il n'y a pas de type de fiche « nonsense »"
status 'the environment says which' 2 env LC_ALL=es_ES.UTF-8 "$CHANCERY" list nonsense
is 'without its locale' "$err" 'chancery: no hay tipo de ficha «nonsense»'
status 'the settings know better' 2 env LC_ALL=es_ES.UTF-8 "$CHANCERY" --lang en list nonsense
is 'if they say so' "$err" 'chancery: there is no record type "nonsense"'
like 'labels are in the language too' "$(chancery --lang fr show meeting CP-20181116)" 'Réunion'
like 'so are the names of actions' "$(echo '?' | chancery --lang es --linear)" 'ayuda (?): lo que hacen'

# Countries are called as iso-codes has them, where that is installed; files keep what was written, and
# what a record says of itself in a language comes before.
if [ -f /usr/share/locale/fr/LC_MESSAGES/iso_3166-1.mo ]; then
	like 'a State is called as it is in French' "$(chancery --lang fr show state DE)" 'État DE  Allemagne'
	like 'in Spanish lists too' "$(chancery --lang es list state code:DE)" 'Alemania'
	unlike 'not in files' "$(chancery --lang es export state code:DE)" 'Alemania'
	like 'nor in English' "$(chancery show state DE)" 'State DE  Germany'
	echo '{"name":{"en":"Germany","fr":"RFA"}}' | chancery set state DE -
	like 'its own name comes first' "$(chancery --lang fr show state DE)" 'État DE  RFA'
fi

# Nothing is one thing in French, and several elsewhere.
plural() {
	chancery --lang "$1" carry meeting CP-20181116 CP-20110420
}
is 'nothing is singular in French' "$(plural fr)" '0 fiche ouverte reportée'
is 'and plural in Spanish' "$(plural es)" 'se pasaron 0 fichas abiertas'
unlike 'and no number keeps a message in English' \
	"$(printf '1\nl code:NOBODY\nq\nq\n' | chancery --lang fr --linear)" 'match'
done_testing
