# Faults: a program whose writes, syncs, allocations or clock fail, by shim.so, or that is killed or
# stopped. Each test says how many times it tries; CHANCERY_FAULTS multiplies that for a large run:
#
#     make check TESTS=tests/fault/kill.sh CHANCERY_FAULTS=100
#
#     faulty NAME=VALUE... COMMAND...   the program under the shim
#     begin_faulty NAME=VALUE... COMMAND...  the same, as a process of its own: $!
#     whole SENTENCE                    check finds no faults
#     spread FROM TO COUNT              that many numbers, from FROM to TO
#
# shellcheck shell=sh

: "${top_builddir:?is set by make check}"
shim=$top_builddir/tests/fault/shim.so
# shellcheck disable=SC2034
times=${CHANCERY_FAULTS:-1}

# shellcheck source=tests/command/lib.sh
. "${top_srcdir:?}/tests/command/lib.sh"

[ -f "$shim" ] || { echo '1..0 # SKIP there is no shim to cause faults with'; exit 0; }

# The sanitizer's library wants to be the first: what it passes on comes to the shim.
preload=$(sanitizer)
preload=${preload:+$preload:}$shim

faulty() {
	env LD_PRELOAD="$preload" "$@"
}

begin_faulty() {
	env LD_PRELOAD="$preload" "$@" &
}

whole() {
	ok "$1" chancery check
}

# small_store: a few records of each kind, so that checking is quick
small_store() {
	if ! chancery init --empty >/dev/null ||
		! chancery add state code=LK 'name=Sri Lanka' >/dev/null ||
		! chancery add state code=MV name=Maldives >/dev/null ||
		! chancery add office code=HQ name=Headquarters type=headquarters state=LK >/dev/null
	then
		echo 'Bail out! there is no store to test with'
		exit 99
	fi
}

spread() {
	awk -v from="$1" -v to="$2" -v count="$3" 'BEGIN {
		step = (to - from) / count
		if (step < 1) step = 1
		for (n = from; n <= to; n += step) print int(n)
	}'
}

# at_random MOST: a whole number below it
at_random() {
	od -An -N4 -tu4 /dev/urandom | awk -v most="$1" '{ print $1 % most }'
}
