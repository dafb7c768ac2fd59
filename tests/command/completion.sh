#!/bin/sh
# Completion for bash: what the program has is offered.
# shellcheck source=tests/command/lib.sh
. "${top_srcdir:?}/tests/command/lib.sh"
command -v bash >/dev/null || { echo '1..0 # SKIP there is no bash'; exit 0; }
new_store

# offers WORD...: what is offered for the last word, on one line
offers() {
	bash -c '. "$1"; shift
		COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
		compopt() { :; }
		_chancery
		echo "${COMPREPLY[*]}"' bash "$top_srcdir/conf/completion/chancery" "$CHANCERY" "$@"
}

is 'commands' "$(offers un)" undo
is 'all of them' "$(offers '' | wc -w)" \
	"$(chancery --help | sed -n '/^Commands:/,/^$/p' | grep -c '^  ')"
is 'options' "$(offers list --fo)" --format
like 'those of everywhere too' "$(offers show --)" --read-only
is 'their values' "$(offers list --format js)" 'json jsonl'
is 'of each command those that it has' "$(offers show --format '')" 'text json markdown'
is 'import reads no table' "$(offers import --format t)" ''
is 'the choices of a setting' "$(offers --link s)" slow
is 'no value where an option has none' "$(offers list --sensitive st)" state
is 'record types' "$(offers list st)" state
is 'codes' "$(offers show meeting CP-2018)" 'CP-20181116 CP-20181115'
is 'the code of another record' "$(offers merge meeting CP-20181116 CP-20181115)" CP-20181115
is 'a type behind an option with a value' "$(offers list --limit 3 st)" state
is 'fields' "$(offers set state LK off)" official_name
is 'of the type alone' "$(offers add office open)" opened
is 'the choices of a field' "$(offers list state kind : te)" territory
is 'all of them, blanks kept together' "$(offers set office HQ type = sp)" 'special\ liaison'
is 'and those of a column' "$(offers list state.memberships status = '' | wc -w)" 3
is 'the store that is named' "$(offers --store /nowhere show state L)" ''
done_testing
