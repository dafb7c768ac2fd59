#!/bin/sh
# update.sh: brings the catalogues up to date with the messages in the source. What is new stands in
# them untranslated; tests/command/lang.sh names it. Needs GNU gettext's tools.
#
#     conf/lang/update.sh              rewrites conf/lang/*.po
#     conf/lang/update.sh --template   prints the template only
set -eu

cd "$(dirname "$0")/../.."
template=$(mktemp)
trap 'rm -f "$template"' EXIT
find src -name '*.[ch]' | LC_ALL=C sort | xgettext --files-from=- --from-code=UTF-8 \
	--keyword=_ --keyword=N_ --keyword=ngettext:1,2 --sort-output --no-location --no-wrap \
	--package-name=chancery --output="$template"
# The names of actions are labels as well.
xgettext --join-existing --from-code=UTF-8 --keyword --keyword=X:2 --sort-output --no-location \
	--no-wrap --output="$template" src/view/input/action.h
if [ "${1-}" = --template ]; then
	cat "$template"
	exit
fi
for file in conf/lang/*.po; do
	msgmerge --quiet --update --backup=none --no-fuzzy-matching --no-location --no-wrap \
		--sort-output "$file" "$template"
	msgattrib --no-obsolete --no-wrap --sort-output --no-location --output-file="$file" "$file"
	sed -i '/^"POT-Creation-Date/d' "$file"
	printf '%s: ' "$file"
	msgfmt --statistics --output-file=/dev/null "$file"
done
