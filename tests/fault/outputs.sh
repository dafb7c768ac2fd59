#!/bin/sh
# What is written outside the store: whole or not at all, whatever is there already, whatever fails, and
# whenever the program is told to end.
# shellcheck source=tests/fault/lib.sh
. "${top_srcdir:?}/tests/fault/lib.sh"
small_store
chancery export state >expected.csv

# ---- what is no file is written into
mkfifo pipe
cat pipe >piped &
ok 'an export into a pipe' chancery export state -o pipe
wait $!
ok 'is what is read from it' cmp piped expected.csv
ok 'which stays a pipe' [ -p pipe ]
status 'a pipe that nobody reads' 4 timeout 20 "$CHANCERY" export state -o pipe
like 'is told' "$err" 'nobody reads'
ok 'and stays one' [ -p pipe ]
if mknod null c 1 3 2>/dev/null; then
	ok 'an export into a device' chancery export state -o null
	ok 'leaves it one' [ -c null ]
fi
status '/dev/full' 4 chancery export state -o /dev/full
like 'is full' "$err" '/dev/full cannot be written: No space left'
is 'standard output by its name' "$(chancery export state -o /dev/stdout)" "$(cat expected.csv)"
{ echo first; chancery export state -o /dev/stdout; echo last; } >joined
is 'goes on where the others stopped' "$(cat joined)" "first
$(cat expected.csv)
last"

# ---- what is a file stays the one it was, but for its content
echo old >there
chmod 640 there
[ "$(id -u)" -ne 0 ] || chown 12:34 there
owner=$(stat -c '%u %g' there)
ln -s there link
ok 'a file that is there' chancery export state -o there
ok 'is written' cmp there expected.csv
is 'and keeps its mode and owner' "$(stat -c '%a %u %g' there)" "640 $owner"
echo old >there
ok 'a symbolic link' chancery export state -o link
ok 'stays one' [ -L link ]
ok 'and leads to what was written' cmp there expected.csv
ln -s nowhere loose
status 'one that leads nowhere' 4 chancery export state -o loose
ok 'makes nothing' [ ! -e nowhere ]
echo old >one
ln one other
ok 'a file of two names' chancery export state -o one
ok 'has both' [ one -ef other ]
ok 'and is written' cmp other expected.csv
echo old >deleted
is 'a file that has no name any more' "$(exec 3<>deleted; rm deleted; chancery export state -o /dev/fd/3 &&
	cat /dev/fd/3)" "$(cat expected.csv)"
is 'gets none' "$(echo deleted*)" 'deleted*'
chmod 400 there
if [ "$(id -u)" -ne 0 ]; then
	status 'a file that may not be written' 4 chancery export state -o there
fi

# ---- descriptors of the store are nobody's files
# The descriptors that the test itself was started with are closed, so that the store gets their numbers.
alone() {
	chancery "$@" 3>&- 4>&- 5>&- 6>&- 7>&- 8>&- 9>&-
}
before=$(cksum <store/data.mdb)
for fd in 3 4 5 6 7 8 9 10 11 12; do
	for name in /proc/self/fd/$fd /dev/fd/$fd /proc/thread-self/fd/$fd; do
		alone import state "$name" --dry-run >said 2>&1 && echo "$name is read: $(cat said)" >>wrong
		! grep -q 'NUL byte' said || echo "$name is read: $(cat said)" >>wrong
		alone export state -o "$name" 2>>said && [ "$(cksum <store/data.mdb)" != "$before" ] &&
			echo "$name is written" >>wrong
	done
done
is 'no name leads to what the program has open' "$(cat wrong 2>/dev/null)" ''
status 'nor its own' 2 chancery import state store/data.mdb
like 'is refused' "$err" 'data.mdb cannot be read: Operation not permitted'
status 'for writing neither' 4 chancery export state -o store/data.mdb
is 'nothing of it has changed' "$(cksum <store/data.mdb)" "$before"

# ---- a folder: the old one or the new one
ok 'an export into a folder' chancery export -o folder
chmod 750 folder
chmod 640 folder/state.csv
cp -a folder old
chancery rename state LK XK >/dev/null
ok 'and once more' chancery export -o folder
ok 'has what there is now' grep -q XK folder/state.csv
is 'with the modes that were' "$(stat -c %a folder folder/state.csv folder/office.csv | tr '\n' ' ')" '750 640 600 '
is 'and nothing beside it' "$(echo folder*)" folder
cp -a folder new
echo mine >folder/notes.txt
ok 'a folder with other things in it' chancery export -o folder
is 'keeps them' "$(cat folder/notes.txt)" mine
is 'and has nothing more' "$(find folder | wc -l)" "$(($(find new | wc -l) + 1))"
# shellcheck disable=SC2016
ok 'the folder one is in' sh -c 'cd folder && "$CHANCERY" export -o . && [ -e notes.txt ]'

# settle_folder: the folder is the old or the new export, whole
settle_folder() {
	if ! diff -r folder old >/dev/null && ! diff -r folder new >/dev/null; then
		echo "$1: a mixture: $(diff -rq folder old; diff -rq folder new)" >>wrong
	fi
	[ "$(echo folder*)" = folder ] || echo "$1: leaves $(echo folder*)" >>wrong
}
begin_folder() {
	rm -rf folder folder.*
	cp -a old folder
	! $has_others || for f in folder old new; do echo mine >$f/notes.txt; done
}
: >wrong
for plain in 0 1; do
	for has_others in false true; do
		begin_folder
		faulty SHIM_PLAIN=$plain SHIM_COUNT=count "$CHANCERY" export -o folder
		settle_folder 'no fault'
		read -r writes _ <count
		for n in $(spread 1 "$writes" $((4 * times))); do
			begin_folder
			got=0
			faulty SHIM_PLAIN=$plain SHIM_FAIL="$n" SHIM_ERRNO=28 "$CHANCERY" export -o folder 2>said || got=$?
			settle_folder "write $n (status $got)"
			[ $got -eq 0 ] || diff -r folder old >/dev/null || echo "write $n: failed, and changed" >>wrong
			begin_folder
			got=0
			faulty SHIM_PLAIN=$plain SHIM_RAISE="$n" SHIM_SIGNAL=15 "$CHANCERY" export -o folder 2>said || got=$?
			settle_folder "TERM before write $n"
			[ $got -ne 0 ] || echo "write $n: a signal was lost" >>wrong
		done
	done
	rm -f old/notes.txt new/notes.txt
done
is "each write of a folder fails, or is the last: the old or the new" "$(cat wrong)" ''

# ---- every signal that ends the program; PIPE is held back by the thread that LMDB copies with
: >wrong
for plain in 0 1; do
	faulty SHIM_PLAIN=$plain SHIM_COUNT=count "$CHANCERY" backup copy.mdb >/dev/null
	read -r writes _ <count
	rm copy.mdb
	for signal in HUP INT QUIT PIPE ALRM TERM USR1 USR2 IO PROF VTALRM XCPU PWR STKFLT SYS TRAP RTMIN RTMAX; do
		number=$(kill -l $signal 2>/dev/null || python3 -c "import signal; print(int(signal.SIG$signal))")
		n=$((1 + $(at_random $((writes - 1)))))
		got=0
		# What was ignored when the test was started, as under nohup, ends the program here.
		{ faulty SHIM_PLAIN=$plain SHIM_RAISE=$n SHIM_SIGNAL="$number" \
			env --default-signal "$CHANCERY" backup copy.mdb; } >said 2>&1 || got=$?
		[ ! -e copy.mdb ] || rm copy.mdb
		[ "$(echo copy.mdb*)" = 'copy.mdb*' ] || echo "$signal at write $n: leaves $(echo copy.mdb*)" >>wrong
		rm -f copy.mdb*
		[ $got -ne 0 ] || [ $signal = PIPE ] || echo "$signal at write $n is ignored" >>wrong
	done
done
is 'each signal that ends a backup leaves nothing of it' "$(cat wrong)" ''
# shellcheck disable=SC2016
ok 'one that is ignored does not' sh -c 'trap "" HUP
	LD_PRELOAD=$1 SHIM_RAISE=2 SHIM_SIGNAL=1 "$CHANCERY" backup ignored.mdb' - "$preload"
whole 'the store is whole'
done_testing
