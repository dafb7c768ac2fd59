# A small TAP library for the tests of the command line; each test sources it first:
#
#     ok SENTENCE COMMAND...         the command succeeds
#     is SENTENCE GOT EXPECTED       two texts are the same
#     status SENTENCE N COMMAND...   the command exits with N; its output is in $out and $err
#     like SENTENCE TEXT PATTERN     the text matches the shell pattern *PATTERN*
#     unlike SENTENCE TEXT PATTERN   it does not
#     done_testing                   last: the plan, and whether all went well
#
# Each test works in a folder of its own, on a store of its own, and leaves neither behind.
# shellcheck shell=sh

: "${CHANCERY:?is set by make check: the program to test}"
: "${top_srcdir:?is set by make check}"

work=$(mktemp -d "${TMPDIR:-/tmp}/chancery-test.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 129' HUP INT TERM
# A program that reads settings, or writes elsewhere than told, does it in here.
export HOME="$work/home" XDG_CONFIG_HOME="$work/config" XDG_DATA_HOME="$work/data"
export CHANCERY_STORE="$work/store"
unset CHANCERY_CONFIG NO_COLOR ACCESSIBLE LANGUAGE
mkdir -p "$HOME"
cd "$work" || exit 99

tests=0 failures=0 out='' err=''

chancery() {
	"$CHANCERY" "$@"
}

# given TEXT COMMAND...: the command with the text as its standard input
given() {
	text=$1
	shift
	printf '%s\n' "$text" | "$@"
}

# gives_json COMMAND...
gives_json() {
	"$@" | python3 -m json.tool >/dev/null
}

# value TYPE CODE FIELD...: as csv has it for an administrator
value() {
	chancery list "$1" "code=$2" --columns "$3" --format csv --sensitive | tail -n +2
}

# The library of the address sanitizer, where the program is built with it; else nothing.
sanitizer() {
	ldd "$CHANCERY" 2>/dev/null | awk '$1 ~ /^libasan/ { print $3 }'
}

# count ARGUMENT...: how many a list has
count() {
	chancery list "$@" --format jsonl | wc -l
}

# eventually COMMAND...: waits until the command succeeds. A minute is only for what would never be so.
eventually() {
	waited_until=$(($(date +%s) + 60))
	until "$@"; do
		[ "$(date +%s)" -lt "$waited_until" ] || return 1
		sleep 0.05
	done
}

# is_stopped PROCESS, has_ended PROCESS: of a process that may be nobody's child here
is_stopped() {
	grep -q '^State:.*T' "/proc/$1/status" 2>/dev/null
}
has_ended() {
	! kill -0 "$1" 2>/dev/null
}

# has_open PROCESS FILE: whether it has a file of that name open by now
has_open() {
	find "/proc/$1/fd" -lname "*/$2" 2>/dev/null | grep -q .
}

# The starter register, made once a run of the test; most tests want it.
new_store() {
	chancery init >/dev/null || { echo 'Bail out! there is no store to test with'; exit 99; }
}

# result STATUS SENTENCE
result() {
	tests=$((tests + 1))
	if [ "$1" -eq 0 ]; then
		echo "ok $tests - $2"
	else
		failures=$((failures + 1))
		echo "not ok $tests - $2"
	fi
}

# Of what a test prints only TAP may stand at the start of a line.
explain() {
	printf '%s\n' "$@" | sed 's/^/#   /'
}

ok() {
	sentence=$1
	shift
	status=0
	"$@" >"$work/.out" 2>&1 || status=$?
	result "$status" "$sentence"
	[ "$status" -eq 0 ] || explain "status $status of: $*" "$(cat "$work/.out")"
}

is() {
	status=0
	[ "$2" = "$3" ] || status=1
	result "$status" "$1"
	[ "$status" -eq 0 ] || explain "got:" "$2" "expected:" "$3"
}

status() {
	sentence=$1 expected=$2
	shift 2
	status=0
	"$@" >"$work/.out" 2>"$work/.err" || status=$?
	out=$(cat "$work/.out") err=$(cat "$work/.err")
	if [ "$status" -eq "$expected" ]; then
		result 0 "$sentence"
	else
		result 1 "$sentence"
		explain "status $status, not $expected, of: $*" "$out" "$err"
	fi
}

# The patterns are ones.
# shellcheck disable=SC2254
like() {
	status=1
	case $2 in
	*$3*) status=0 ;;
	esac
	result "$status" "$1"
	[ "$status" -eq 0 ] || explain "got:" "$2" "expected something like:" "$3"
}

# shellcheck disable=SC2254
unlike() {
	status=0
	case $2 in
	*$3*) status=1 ;;
	esac
	result "$status" "$1"
	[ "$status" -eq 0 ] || explain "got:" "$2" "expected nothing like:" "$3"
}

done_testing() {
	echo "1..$tests"
	[ "$failures" -eq 0 ]
	exit
}
