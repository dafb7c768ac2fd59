#!/bin/sh
# The captive deployment: a real sshd with ForceCommand, and Chancery as a login shell. README.md
# lists what is tried.
PATH=$PATH:/usr/sbin:/sbin
for tool in sshd ssh ssh-keygen; do
	command -v $tool >/dev/null || { echo "1..0 # SKIP there is no $tool"; exit 0; }
done
# shellcheck source=tests/access/lib.sh
. "${top_srcdir:?}/tests/access/lib.sh"
share

# One who is forced, one whose shell it is.
user chforced 61011 chancery-editors
login_shell=$installed
user chlogin 61012 chancery-readers

# ---- a server and a key
mkdir -p $world/ssh /run/sshd
ssh-keygen -q -t ed25519 -N '' -f $world/ssh/host
ssh-keygen -q -t ed25519 -N '' -f "$work/key"
cp "$work/key.pub" $world/ssh/keys
cat >$world/ssh/config <<END
ListenAddress 127.0.0.1
HostKey $world/ssh/host
PidFile $world/ssh/pid
AuthorizedKeysFile $world/ssh/keys
PasswordAuthentication no
KbdInteractiveAuthentication no
UsePAM no
MaxStartups 100
AcceptEnv *
Subsystem sftp /usr/lib/openssh/sftp-server
Match User chforced,chlogin
	DisableForwarding yes
	PermitUserRC no
Match User chforced
	ForceCommand $installed --captive
END
started='' port=$((20000 + $$ % 20000))
tries=0
while [ -z "$started" ] && [ $tries -lt 3 ]; do
	tries=$((tries + 1)) port=$((port + 1))
	! "$(command -v sshd)" -f $world/ssh/config -p $port -E "$work/sshd.log" || started=$port
done
[ -n "$started" ] || { echo "1..0 # SKIP sshd does not start: $(head -n 1 "$work/sshd.log")"; exit 0; }
port=$started
trap 'kill "$(cat $world/ssh/pid)"; rm -rf "$work"' EXIT

cat >"$work/client" <<END
Host there-*
	Hostname 127.0.0.1
	Port $port
	IdentityFile $work/key
	StrictHostKeyChecking no
	UserKnownHostsFile /dev/null
	LogLevel ERROR
	BatchMode yes
Match originalhost there-forced
	User chforced
Match originalhost there-login
	User chlogin
Match originalhost there-shell
	User chreader
END
# there HOST [COMMAND...]: HOST is there-forced, there-login or there-shell
there() {
	timeout 120 ssh -F "$work/client" "$@"
}

# is_let_go NAME: nobody wants the session to stay
# shellcheck disable=SC2317     # called by eventually, like the next
is_let_go() {
	[ ! -e "$work/$1.stays" ]
}
# is_there FILE PROCESS: the register is on the screen, or nothing will come any more
# shellcheck disable=SC2317
is_there() {
	grep -q Meetings "$1" || ! kill -0 "$2"
}
# session NAME HOST TEXT [SSH ARGUMENT...]: what a terminal gets to see that sends the text once the
# register is there, in the file NAME
session() {
	name=$1 who=$2 text=$3
	shift 3
	mkfifo "$work/$name.keys"
	TERM=xterm timeout 120 ssh -F "$work/client" "$who" -tt "$@" \
		<"$work/$name.keys" >"$work/$name" 2>&1 &
	client=$!
	exec 9>"$work/$name.keys"
	eventually is_there "$work/$name" $client
	# shellcheck disable=SC2059
	printf "$text" >&9
	# What the keys come to nothing tells the end of: less of it on a busy machine is no failure.
	sleep 0.7
	eventually is_let_go "$name"
	kill $client 2>/dev/null
	wait $client
	exec 9>&-
}
# screen HOST [SSH ARGUMENT...]
screen() {
	screen_of=$1
	shift
	(session screen "$screen_of" q "$@") 2>/dev/null
	rm "$work/screen.keys"
	cat "$work/screen"
}

# ---- somebody with a shell, so that the rest can fail
like 'a server with a key' "$(there there-shell "echo yes \$((6 * 7))" 2>&1)" 'yes 42'

# ---- a command is not taken
for who in there-forced there-login; do
	status "$who without a terminal" 2 there $who -T </dev/null
	like 'is told what it takes' "$err" terminal
	# shellcheck disable=SC2016
	for command in 'id; cat /etc/passwd' '$(id)' '`id`' "$installed list state" 'scp -f /etc/passwd'; do
		status "\"$command\"" 2 there $who "$command" </dev/null
		unlike 'does nothing of the kind, and shows no file' "$out$err" '[:=]0'
	done
	echo 'get /etc/passwd stolen' >"$work/batch"
	timeout 120 sftp -F "$work/client" -b "$work/batch" $who >/dev/null 2>&1
	ok 'no file comes by sftp' test ! -e stolen
	status 'nothing is forwarded' 255 there $who -N -o ExitOnForwardFailure=yes \
		-R 127.0.0.1:$((port + 7)):127.0.0.1:$port
done
status 'as a login shell it takes no -c either' 2 as chlogin $installed -c id

# ---- keys: none of them is a way out
like 'at a terminal there is the register' "$(screen there-forced)" Meetings
like 'so for whom it is the shell' "$(screen there-login)" Meetings
cat >"$work/sequences" <<'END'
!echo MARK$((40 + 2))\r
:!echo MARK$((40 + 2))\r
:shell\r echo MARK$((40 + 2))\r
|echo MARK$((40 + 2))\r
\032echo MARK$((40 + 2))\r
\003\003echo MARK$((40 + 2))\r
\034\034echo MARK$((40 + 2))\r
\033\033:!echo MARK$((40 + 2))\r
e\005!echo MARK$((40 + 2))\r
v!echo MARK$((40 + 2))\r
\001\002\020echo MARK$((40 + 2))\r
qqqecho MARK$((40 + 2))\r
END
number=0
while read -r sequence; do
	number=$((number + 1))
	(session "try-$number" there-forced "$sequence") 2>/dev/null &
done <"$work/sequences"
wait
number=0
while read -r sequence; do
	number=$((number + 1))
	like "there is the register before" "$(cat "$work/try-$number")" Meetings
	unlike "$sequence is no way out of it" "$(cat "$work/try-$number")" MARK42
done <"$work/sequences"
like 'after which the register is whole' "$(chancery_as chadmin check)" 'no faults'

# Each of them was hung up.
# shellcheck disable=SC2317
nobody_left() {
	! pgrep -u chforced -x chancery >/dev/null
}
eventually nobody_left
is 'nobody is left behind' "$(pgrep -c -u chforced -x chancery)" 0

# A stop that is sent from outside is passed over.
: >"$work/stopped.stays"
(session stopped there-forced '') 2>/dev/null &
eventually grep -q Meetings "$work/stopped" 2>/dev/null
program=$(pgrep -n -u chforced -x chancery)
kill -TSTP "$program"
sleep 0.2
ok 'it is there' eventually grep -q '^State:.*S' "/proc/$program/status"
rm "$work/stopped.stays"
wait

# ---- variables that a client sends
like 'a store is not taken from the client' "$(screen there-forced -o SetEnv=CHANCERY_STORE=/nowhere)" Meetings
like 'nor a home' "$(screen there-forced -o SetEnv=XDG_CONFIG_HOME=/nowhere)" Meetings
like 'a terminal with a path for its name' "$(screen there-forced -o SetEnv=TERM=../../etc)" Meetings

# ---- files: the exchange folder's, by their names
chown chforced $exchange
status 'an export' 0 chancery_as chforced --captive export state -o states.csv
ok 'goes to the exchange folder' test -s $exchange/states.csv
ok 'and comes back from there' chancery_as chforced --captive import state states.csv --update
for path in /etc/passwd ../etc/passwd ./states.csv .hidden "$exchange/states.csv" ''; do
	status "\"$path\"" 4 chancery_as chforced --captive export state -o "$path"
	like 'is not the name of a file' "$err" 'not the plain name'
	status 'nor for import' 4 chancery_as chforced --captive import state "$path"
done
as chforced ln -s /etc/passwd $exchange/link.csv
status 'a link out of it' 4 chancery_as chforced --captive import state link.csv
like 'is not followed' "$err" 'leads out'
status 'nor written through' 4 chancery_as chforced --captive export state -o link.csv
status 'a map of elsewhere' 4 chancery_as chforced --captive import state states.csv --map /etc/passwd
done_testing
