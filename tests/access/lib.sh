# A small world for tests of access: users, groups, a setgid program and a shared store, in a mount
# namespace that goes away with the test. Nothing of the system outside is changed.
#
#     as USER COMMAND...     the command as that user, from their home
#     chancery_as USER ...   the installed program
#
# Each test sources it first; it sources tests/command/lib.sh.
# shellcheck shell=sh

skip() {
	echo "1..0 # SKIP $*"
	exit 0
}

if [ -z "${CHANCERY_WORLD-}" ]; then
	[ "$(id -u)" -eq 0 ] || skip 'real users take root'
	for tool in unshare setpriv mount; do
		command -v $tool >/dev/null || skip "there is no $tool"
	done
	unshare --mount --propagation private mount -t tmpfs none /run 2>/dev/null ||
		skip 'there is no mount namespace to be had here'
	export CHANCERY_WORLD=1
	exec unshare --mount --propagation private "${SHELL:-/bin/sh}" "$0"
fi

# shellcheck source=tests/command/lib.sh
. "${top_srcdir:?}/tests/command/lib.sh"

world=/run/chancery-world
store=$world/store/register
installed=$world/bin/chancery
# shellcheck disable=SC2034
exchange=$world/exchange
umask 022
mount -t tmpfs -o mode=755 none /run
mkdir -p $world/bin $world/etc/chancery $world/home $world/store $exchange

# user NAME ID [GROUP...]
user() {
	name=$1 id=$2
	shift 2
	echo "$name:x:$id:$id::$world/home/$name:${login_shell:-/bin/sh}" >>$world/passwd
	echo "$name:*:19000::::::" >>$world/shadow
	echo "$name:x:$id:" >>$world/group
	for group in "$@"; do
		sed "s/^$group:.*/&,$name/; s/:,/:/" $world/group >$world/groups
		cat $world/groups >$world/group         # it may be mounted by now
	done
	mkdir -m 700 "$world/home/$name"
	chown "$id:$id" "$world/home/$name"
}

cp /etc/passwd /etc/group /etc/shadow $world/
echo 'chancery-store:x:61100:
chancery-readers:x:61101:
chancery-editors:x:61102:
chancery-administrators:x:61103:' >>$world/group
user choutsider 61001
user chreader 61002 chancery-readers
user cheditor 61003 chancery-editors
user chsecond 61004 chancery-editors
user chadmin 61005 chancery-administrators chancery-editors
for file in passwd group shadow; do
	mount --bind $world/$file /etc/$file
done

cp "${top_builddir:?}/tests/access/chancery" $installed
cat >$world/etc/chancery/chancery.conf <<END
store = "$store";
exchange = "$exchange";
shared = {
	group = "chancery-store";
	readers = "chancery-readers";
	editors = [ "chancery-editors" ];
	administrators = [ "chancery-administrators" ];
};
END
unset CHANCERY_STORE XDG_CONFIG_HOME XDG_DATA_HOME

as() {
	as=$1
	shift
	(cd "$world/home/$as" && exec env HOME="$world/home/$as" \
		setpriv --reuid="$as" --regid="$as" --init-groups "$@")
}

chancery_as() {
	as=$1
	shift
	as "$as" $installed "$@"
}

# Makes the shared store and installs the program as its message says.
share() {
	$installed init --shared >"$work/made" || { echo 'Bail out! there is no store'; exit 99; }
	chgrp chancery-store $installed
	chmod 2755 $installed
}
