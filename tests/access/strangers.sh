#!/bin/sh
# Somebody else's store as a trap: whoever opens it, root too, writes to no file of their own that its
# owner chose, and leaves nothing behind. README.md lists what is tried.
# shellcheck source=tests/access/lib.sh
. "${top_srcdir:?}/tests/access/lib.sh"
rm $world/etc/chancery/chancery.conf
home=$world/home/chreader
mine=$home/register
victim=$world/home/chadmin
chmod 755 $home $victim

# shellcheck disable=SC2317
as_root() {
	"$installed" --store "$mine" "$@"
}

# bait: what a link leads to; untouched SENTENCE: it is as it was
bait() {
	printf 'precious\n' >$victim/bait
	chown 61005:61005 $victim/bait
	chmod 644 $victim/bait
}
untouched() {
	is "$1" "$(stat -c '%a %s' $victim/bait) $(cat $victim/bait)" '644 9 precious'
}

ok 'a store is made by its owner' chancery_as chreader --store $mine init
is 'with all of its files' "$(cd $mine && echo *)" 'data.mdb lock.mdb writer.lock'

# ---- whose folder it is
status 'root does not open it' 4 as_root list office --limit 1
like 'and is told whose it is' "$err" "the folder $mine belongs to chreader"
like 'and what to do about it' "$err" '--trust'
for command in 'set office HQ city=Bern' 'check --repair' 'backup copy.mdb' 'drafts' 'restore --force copy.mdb' \
	'--read-only info' 'schema --apply' 'import office none.csv'; do
	# shellcheck disable=SC2086
	status "nor for \"$command\"" 4 as_root $command
	like 'which is refused for its owner' "$err" 'belongs to chreader'
done
chmod 755 $mine
status 'another user neither' 4 chancery_as chadmin --store $mine list office
like 'for the same reason' "$err" 'belongs to chreader'
status 'who trusts the owner opens it' 0 as_root --trust list office --limit 1
status 'and writes' 0 as_root --trust set office HQ city=Bern
is 'leaving every file its owner'\''s' "$(stat -c '%U' $mine/* | sort -u)" chreader
status 'and keeps drafts there' 1 as_root --trust drafts
is 'which are the owner'\''s too' "$(find $mine ! -user chreader)" ''
ok 'who goes on' chancery_as chreader --store $mine set office HQ city=Geneva

# ---- links, named with --trust, and in the owner's own folder
for file in writer.lock lock.mdb data.mdb; do
	for kind in -s ''; do
		bait
		mv $mine/$file $mine/$file.kept
		# shellcheck disable=SC2086
		ln $kind $victim/bait $mine/$file
		status "$file that is a link (${kind:-hard})" 4 as_root --trust --read-only info
		status 'is not opened for writing' 4 as_root --trust set office HQ city=Bern
		like 'but named' "$err" "$file"
		untouched 'and what it leads to is as it was'
		rm $mine/$file
		mv $mine/$file.kept $mine/$file
	done
	mv $mine/$file $mine/$file.kept
	mkfifo $mine/$file
	status "$file that is a pipe" 4 timeout 5 "$installed" --store $mine --trust info
	like 'keeps nobody waiting' "$err" 'not a regular file'
	rm $mine/$file
	mv $mine/$file.kept $mine/$file
done
bait
as chreader rm -rf $mine/session
as chreader mkdir elsewhere
as chreader ln -s $home/elsewhere $mine/session
status 'a folder of drafts that is a link' 0 as_root --trust set office HQ city=Bern
status 'is not followed' 4 as_root --trust drafts
is 'so that nothing is in the other one' "$(ls $home/elsewhere)" ''
as chreader rm $mine/session

# ---- a group that can write, a folder that everybody can write to, and one like /tmp
open=$world/open
mkdir $open
"$installed" --store $open init --empty >/dev/null
chgrp chancery-editors $open
chmod 775 $open
status 'a folder into which a group can put files' 4 "$installed" --store $open info
like 'is refused' "$err" 'chmod go-w'
chmod 777 $open
status 'and one into which everybody can' 4 "$installed" --store $open info
chmod 1777 $open
status 'but not where nobody takes the place of others'\'' files' 0 "$installed" --store $open info
rm $open/writer.lock
as chreader sh -c ": >$open/writer.lock"
status 'though a file there that is somebody else'\''s' 4 "$installed" --store $open info
like 'is not taken for one'\''s own' "$err" 'belongs neither to you'
rm -f $open/writer.lock

# ---- the folder is exchanged while it is opened, by who can write to its parent
ok 'a store below a folder that another can write to' "$installed" --store $world/home/chreader/theirs init --empty
as chreader mkdir bad
for file in data.mdb lock.mdb writer.lock; do
	bait
	as chreader ln -s $victim/bait bad/$file
done
(
	cd $home || exit
	while [ ! -e $world/stop ]; do
		setpriv --reuid=chreader --regid=chreader --clear-groups sh -c \
			'for n in 1 2 3 4 5 6 7 8 9 10; do
				mv theirs kept; mv bad theirs; mv theirs bad; mv kept theirs
			done' 2>/dev/null
	done
) &
swapper=$!
wrong=0 opened=0 i=0
while [ $i -lt 60 ]; do
	i=$((i + 1))
	status=0
	"$installed" --store $home/theirs info >/dev/null 2>&1 || status=$?
	case $status in
	0) opened=$((opened + 1)) ;;
	4) ;;
	*) wrong=$status ;;
	esac
done
: >$world/stop
wait $swapper
is 'is opened or refused in a sentence' "$wrong" 0
untouched 'and no other file is written'

# ---- what reading leaves behind
plain=$world/plain
"$installed" --store $plain init --empty >/dev/null
rm $plain/lock.mdb $plain/writer.lock
before=$(cd $plain && stat -c '%n %a %s %Y' . ./*)
for command in info 'list office' 'find bern --count' 'log' 'check' 'export' 'history office HQ'; do
	# shellcheck disable=SC2086
	"$installed" --store $plain --read-only $command >/dev/null 2>&1
	is "reading ($command) makes and changes nothing" "$(cd $plain && stat -c '%n %a %s %Y' . ./*)" "$before"
done
done_testing
