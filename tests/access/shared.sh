#!/bin/sh
# The shared deployment: who may do what, and that nobody reaches the store but through Chancery.
# README.md lists what is tried.
# shellcheck source=tests/access/lib.sh
. "${top_srcdir:?}/tests/access/lib.sh"

# ---- making it
status 'somebody who is not root' 4 chancery_as chadmin init --shared
like 'makes no shared register' "$err" 'only root'
is 'nor a part of it' "$(ls $world/store)" ''
share
like 'root does' "$(cat "$work/made")" 'chgrp chancery-store chancery && chmod g+s chancery'
is 'its folder is the group'\''s alone' "$(stat -c '%U:%G %a' $store)" 'root:chancery-store 2770'
is 'and so is every file in it' "$(find $store -type f -exec stat -c '%U:%G %a' {} + | sort -u)" \
	'root:chancery-store 660'
is 'the drafts'\'' folder is there, and root'\''s too' "$(stat -c '%U:%G %a' $store/session)" \
	'root:chancery-store 2770'
is 'with what it needs' "$(cd $store/session && echo *)" 'data.mdb lock.mdb writer.lock'

# ---- roles
status 'an outsider' 4 chancery_as choutsider list state
like 'does not read' "$err" 'choutsider is in none of the groups that may read'
status 'a reader' 0 chancery_as chreader show state LK
like 'reads' "$out" 'Sri Lanka'
ok 'finds' chancery_as chreader list state lanka
ok 'looks at the past' chancery_as chreader history state LK
ok 'checks' chancery_as chreader check
ok 'and exports' chancery_as chreader export -o mine.jsonl
is 'as oneself' "$(stat -c '%U:%G %a' $world/home/chreader/mine.jsonl)" 'chreader:chreader 600'
for refused in 'set state LK region=Asia' 'add state code=XQ name=Q' 'remove state LK' \
	'rename state LK XL' 'undo' 'import state mine.jsonl --update' 'merge state LK MV' \
	'erase office HQ head_name' 'carry meeting CP-20181116 CP-20160825'; do
	# shellcheck disable=SC2086
	status "a reader does no \"$refused\"" 4 chancery_as chreader $refused
	like 'and is told why' "$err" 'chreader'
done
status 'nor a sensitive export' 4 chancery_as chreader export --sensitive
status 'nor a backup' 4 chancery_as chreader backup copy.mdb
is 'of which nothing is left' "$(ls $world/home/chreader)" mine.jsonl
ok 'an editor' chancery_as cheditor set state LK region=Asia
is 'writes' "$(chancery_as chreader list state code=LK --columns region --format csv | tail -n 1)" \
	Asia
like 'under the login name' "$(chancery_as chreader log | head -n 1)" cheditor
status 'another editor' 4 chancery_as chsecond undo state LK
like 'takes nothing back of others' "$err" 'only an administrator'
status 'nor as an act' 4 chancery_as chsecond undo --act 2
ok 'one takes back one'\''s own' chancery_as cheditor undo
ok 'imports' as cheditor sh -c "printf 'code,name,kind\nXQ,Q,state\nXR,R,state\n' >two.csv;
	exec $installed import state two.csv"
meeting=$(chancery_as chreader list meeting status:held --limit 1 --columns code --format csv |
	tail -n 1)
ok 'closes a meeting' chancery_as cheditor set meeting "$meeting" status=closed
status 'and does not reopen it' 4 chancery_as cheditor set meeting "$meeting" status=held
for refused in 'merge state XQ XR --yes' 'erase office HQ head_name' 'export --sensitive' \
	'backup copy.mdb'; do
	# shellcheck disable=SC2086
	status "an editor does no \"$refused\"" 4 chancery_as cheditor $refused
	like 'and is told who does' "$err" 'only an administrator'
done
ok 'an administrator reopens it' chancery_as chadmin set meeting "$meeting" status=held
ok 'merges' chancery_as chadmin merge state XQ XR --yes
ok 'takes back what others did' chancery_as chadmin undo --act 3
ok 'exports what is sensitive' chancery_as chadmin export --sensitive -o all.jsonl
ok 'and makes backups' chancery_as chadmin backup copy.mdb
is 'of their own' "$(stat -c '%U:%G %a' $world/home/chadmin/copy.mdb)" 'chadmin:chadmin 600'
status 'but no restore' 4 chancery_as chadmin restore --force copy.mdb
like 'which is root'\''s' "$err" 'only root'
status 'nor another schema' 4 chancery_as chadmin schema --apply
like 'which is root'\''s too' "$err" 'only root'
status 'an editor begins no new chain' 4 chancery_as cheditor schema --apply --new-chain
ok 'an administrator seals the journal in a new chain' chancery_as chadmin schema --apply --new-chain
ok 'root restores it' $installed restore --force $world/home/chadmin/copy.mdb
is 'for the group' "$(stat -c '%U:%G %a' $store/data.mdb)" 'root:chancery-store 660'
ok 'so that it goes on' chancery_as cheditor set state MV region=Asia

# ---- what is kept beside the store
status 'drafts are looked for' 1 chancery_as cheditor drafts
is 'of which no file has become an operator'\''s' "$(find $store ! -user root)" ''
status 'by the next one too' 1 chancery_as chsecond drafts

# ---- files
for user in choutsider chadmin; do
	for file in data.mdb lock.mdb writer.lock; do
		status "$user does not read $file" 1 as $user cat $store/$file
		status "nor write it" 2 as $user sh -c ": >>$store/$file"
	done
	status 'does not list the folder' 2 as $user ls $store
	status 'nor put anything there' 1 as $user touch $store/mine
	status 'nor take anything away' 1 as $user rm -f $store/data.mdb
done
for where in $store/out.jsonl $store/../out.jsonl; do
	status "an export into $where" 4 chancery_as chadmin export -o "$where"
done
status 'a backup into the store'\''s folder' 4 chancery_as chadmin backup $store/copy.mdb
status 'an import of the store'\''s file' 2 chancery_as cheditor import state $store/data.mdb
as chadmin ln -s $store/data.mdb trap.jsonl
status 'an export over a link to the store is refused' 4 chancery_as chadmin export -o trap.jsonl
ok 'and the link is left as it was' as chadmin test -L trap.jsonl
ok 'and the store is whole' chancery_as chreader check

# ---- another program, another place
as chreader cp $installed mine
status 'a copy of the program' 4 as chreader ./mine list state
like 'has not the group' "$err" 'Permission denied'
as chreader chmod g+s mine
status 'also when it is made setgid' 4 as chreader ./mine list state
as chreader cp mine.jsonl other.jsonl
status 'another store' 4 chancery_as chreader --store mine list state
like 'is not for this program' "$err" 'the shared register alone'
status 'nor other settings' 4 chancery_as chreader --config mine.conf list state

# ---- the environment
name="Name
Sri Lanka"
# plain SENTENCE VARIABLE=VALUE...: the program does as if it were not there
plain() {
	sentence=$1
	shift
	is "$sentence" "$(as chreader env "$@" $installed list state code=LK --columns name 2>&1)" "$name"
}
as chreader mkdir -p .config/chancery .local/share store
as chreader sh -c 'echo "store = \"/nowhere\";" >.config/chancery/chancery.conf'
home=$world/home/chreader
plain 'CHANCERY_STORE' CHANCERY_STORE=$home/store
plain 'HOME, with settings in it' HOME=$home
plain 'XDG_CONFIG_HOME' XDG_CONFIG_HOME=$home/.config
plain 'XDG_DATA_HOME' XDG_DATA_HOME=$home/.local/share
plain 'CHANCERY_TODAY' CHANCERY_TODAY=nonsense
plain 'LOCPATH, NLSPATH, LANGUAGE' LOCPATH=$home NLSPATH=$home/%N LANGUAGE=../../../../$home
plain 'a locale with a path in it' LC_ALL=../../../$home LC_MESSAGES=/etc
plain 'TZ with a path in it' TZ=:$home/mine.jsonl
plain 'GCONV_PATH' GCONV_PATH=$home
plain 'TMPDIR of others' TMPDIR=$store
plain 'MALLOC and GLIBC_TUNABLES' MALLOC_TRACE=$store/trace GLIBC_TUNABLES=glibc.malloc.check=3
if command -v cc >/dev/null; then
	cat >$home/owned.c <<'END'
#include <unistd.h>
__attribute__((constructor)) static void run(void) { write(1, "OWNED\n", 6); }
END
	cc -shared -fPIC -o $home/owned.so $home/owned.c 2>/dev/null
	plain 'LD_PRELOAD' LD_PRELOAD=$home/owned.so
	plain 'LD_AUDIT' LD_AUDIT=$home/owned.so
	cp $home/owned.so $home/libconfig.so.9
	cp $home/owned.so $home/liblmdb.so.0
	plain 'LD_LIBRARY_PATH' LD_LIBRARY_PATH=$home
fi

# A terminal of one's own making, which says OWNED when it is switched to the second screen.
if command -v tic >/dev/null && command -v script >/dev/null; then
	infocmp -x xterm 2>/dev/null | sed 's/^xterm|/xterm-owned|/; s/smcup=[^,]*/smcup=OWNED/' \
		>$home/owned.ti
	as chreader tic -x -o $home/.terminfo $home/owned.ti 2>/dev/null
	as chreader ./mine --store own init --empty >/dev/null 2>&1
	# on_screen VARIABLE=VALUE... PROGRAM...: what it sends to a terminal; it is left once it is there
	on_screen() {
		: >seen
		# What is written is read, on purpose.
		# shellcheck disable=SC2094
		{ eventually grep -q Meetings seen; echo q; } |
			as chreader script -qefc "env TERM=xterm-owned $* browse" /dev/null >seen 2>&1
		cat seen
	}
	like 'a terminal of one'\''s own' "$(on_screen XDG_CONFIG_HOME=/nowhere ./mine --store own)" OWNED
	unlike 'is not for the shared register' "$(on_screen $installed)" OWNED
	unlike 'nor by TERMINFO' "$(on_screen TERMINFO=$home/.terminfo $installed)" OWNED
	unlike 'nor by TERMINFO_DIRS' "$(on_screen TERMINFO_DIRS=$home/.terminfo: $installed)" OWNED
	unlike 'nor by TERMCAP' "$(on_screen TERMCAP="$home/owned.ti" $installed)" OWNED
	like 'which opens all the same' "$(on_screen $installed)" Meetings
fi

# ---- descriptors and limits
status 'output that is closed' 4 as cheditor sh -c "exec $installed list state >&-"
status 'everything closed' 0 as cheditor sh -c \
	"$installed set state MV numeric=462 <&- >&- 2>&-; exec $installed check"
status 'files that may not grow' 4 as cheditor sh -c \
	"ulimit -f 1; exec $installed set state MV numeric=463"
like 'are a full disk' "$err" 'full or failing'
status 'no descriptors' 4 as cheditor sh -c "ulimit -n 5; exec $installed list state"
[ -n "$(sanitizer)" ] ||        # which maps terabytes for itself
	status 'no memory' 4 as cheditor sh -c "ulimit -v 20000; exec $installed list state"
ok 'after all that the store is whole' chancery_as chreader check

# ---- the process, while it waits for a file
as chadmin mkfifo wait.csv
(cd $world/home/chadmin && exec setpriv --reuid=chadmin --regid=chadmin --init-groups \
	$installed import state wait.csv) >/dev/null 2>&1 &
program=$!
# gids: real, effective, saved, of the file system
gids() {
	sed -n 's/^Gid:[[:blank:]]*//p' /proc/$program/status | tr '\t' ' '
}
# Called by eventually.
# shellcheck disable=SC2317,SC2086
is_ready() {
	has_open $program data.mdb && [ "$(gids)" = '61005 61005 61005 61005' ]
}
eventually is_ready
is 'the group is given up for good' "$(gids)" '61005 61005 61005 61005'
status 'its descriptors are shut away' 2 as chadmin ls /proc/$program/fd/
status 'its memory too' 1 as chadmin cat /proc/$program/mem
status 'and its environment' 1 as chadmin cat /proc/$program/environ
if command -v gdb >/dev/null; then
	unlike 'a debugger does not get in' \
		"$(as chadmin gdb -batch -p $program -ex 'call (int)getpid()' 2>&1)" ' = [0-9]'
fi
as chadmin kill -ABRT $program
wait $program 2>/dev/null
is 'and it leaves no core' "$(find $world/home/chadmin -name 'core*')" ''
ok 'the store is whole after all' chancery_as chreader check
done_testing
