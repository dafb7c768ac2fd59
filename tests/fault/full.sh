#!/bin/sh
# A small file system fills up: what does not fit is refused with a sentence, what was saved stays, and
# removing makes room again.
if [ -z "${CHANCERY_WORLD-}" ]; then
	[ "$(id -u)" -eq 0 ] || { echo '1..0 # SKIP mounting a small file system takes root'; exit 0; }
	unshare --mount --propagation private mount -t tmpfs none /mnt 2>/dev/null ||
		{ echo '1..0 # SKIP there is no mount namespace to be had here'; exit 0; }
	export CHANCERY_WORLD=1
	exec unshare --mount --propagation private "${SHELL:-/bin/sh}" "$0"
fi
# shellcheck source=tests/fault/lib.sh
. "${top_srcdir:?}/tests/fault/lib.sh"
mkdir disk
mount -t tmpfs -o size=3m none disk
trap 'umount "$work/disk"; rm -rf "$work"' EXIT
export CHANCERY_STORE="$work/disk/store"
echo 'limits = { reserve = 0; };' >no-reserve.conf
chancery() {
	"$CHANCERY" --config "$work/no-reserve.conf" "$@"
}
small_store
awk 'BEGIN { print "code,name,kind"; for (i = 0; i < 20000; i++) printf "X%05d,Name of the %d,state\n", i, i }' \
	>many.csv

status 'what does not fit' 4 chancery import state many.csv
like 'is refused' "$err" 'full or failing'
is 'all of it' "$(count state)" 2
whole 'the store is whole'

# One by one, until it is full.
refused='' last=0 i=0
while [ -z "$refused" ] && [ $i -lt 400 ]; do
	i=$((i + 1))
	head -c 20000 /dev/zero | tr '\0' x >long
	if chancery set office HQ "note=$i $(cat long)" 2>said; then
		last=$i
	else
		refused=$(cat said)
	fi
done
like 'at last a save is refused' "$refused" 'full or failing'
like 'and the one before is there' "$(value office HQ note | cut -c 1-20)" "$last xx"
whole 'the store is whole'
status 'a backup to the same disk' 4 chancery backup disk/copy.mdb
is 'leaves nothing' "$(echo disk/copy*)" 'disk/copy*'
ok 'reading goes on' chancery show office HQ
ok 'an export elsewhere too' chancery export -o all.jsonl
mount -o remount,size=8m "$work/disk"
ok 'with more room it goes on' chancery set office HQ note=After
whole 'and is whole'

# The reserve: writing stops before the disk is full, and removing does not.
status 'with less left than is to be kept' 4 "$CHANCERY" set office HQ note=No
like 'nothing is saved' "$err" 'Removing still works'
ok 'but removed' "$CHANCERY" remove office HQ
whole 'and that is whole'
done_testing
