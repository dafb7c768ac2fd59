#!/bin/sh
# valgrind.sh TEST...: unit tests, screen scripts and a few commands under valgrind: no memory that was
# not set is read, none is lost. From the build's top folder, by `make check-valgrind`.
set -eu

command -v valgrind >/dev/null || { echo 'valgrind is missing' >&2; exit 1; }
: "${CHANCERY:?is set by make: the program to test}"
work=$(mktemp -d "${TMPDIR:-/tmp}/chancery-valgrind.XXXXXX")
trap 'rm -rf "$work"' EXIT
export CHANCERY_TODAY=2026-11-24 CHANCERY_TEST_OPERATIONS=200 CHANCERY_TEST_PATIENCE=10
export CHANCERY_STORE="$work/store" HOME="$work" XDG_CONFIG_HOME="$work" LC_ALL=C.UTF-8
unset CHANCERY_CONFIG

cat >"$work/watch" <<'END'
#!/bin/sh
exec valgrind --quiet --error-exitcode=99 --leak-check=full \
	--errors-for-leak-kinds=definite,indirect --child-silent-after-fork=yes "$@"
END
# What is watched is the program alone, not what plays the screen.
printf '#!/bin/sh\nexec "%s" "%s" "$@"\n' "$work/watch" "$CHANCERY" >"$work/chancery"
chmod +x "$work/watch" "$work/chancery"

count=0 failures=0
# watched COMMAND...
watched() {
	count=$((count + 1)) word=ok
	"$@" >"$work/log" 2>&1 </dev/null || word='not ok'
	echo "$word $count - $(echo "$*" | sed "s|$work/||g")"
	[ "$word" = ok ] || { failures=$((failures + 1)); sed 's/^/#   /' "$work/log"; }
}

for test in "$@"; do
	case $test in
	*_test) watched "$work/watch" "$test" ;;
	*.scr) CHANCERY=$work/chancery watched tests/screen/play --starter tests/screen/starter "$test" ;;
	esac
done
for command in init 'list meeting colombo' 'find lanka' 'show state LK' 'history state LK' log \
	'set state LK region=Asia' undo 'rename state LK XL' 'export -o all' check info \
	'backup copy.mdb' schema keys; do
	cd "$work"
	# Words of a list, on purpose.
	# shellcheck disable=SC2086
	watched ./chancery $command
	cd - >/dev/null
done
echo "1..$count"
echo "# PASS: $((count - failures))"
echo "# FAIL: $failures"
[ $failures -eq 0 ]
