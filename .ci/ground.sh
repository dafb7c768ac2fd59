#!/bin/sh
# What the repository itself has to be, whatever the program does:
#
#     ground.sh files      no tracked file is an executable binary, an object or an archive, and
#                          none is empty but the inputs of fuzz targets
#     ground.sh history    no merge commit, and no commit subject longer than 60 characters
#     ground.sh tree       nothing changed and nothing new lies about, after build and tests
#
# The rules on commits hold for those that came after $since; what was committed before stays as it is.
set -eu

cd "$(dirname "$0")/.."
since=78a4a3b04a3c21a38d8e083d208d9a9af79392aa
since_date=2026-11-26T19:30:22Z
longest=60
at_most=50      # commits that are looked at where $since is not in the clone

git rev-parse --git-dir >/dev/null 2>&1 ||
	{ echo 'this is no clone, only its files: there is nothing to check'; exit 0; }

# The first bytes of ELF, of Mach-O, of a Windows program and of an ar archive, in hexadecimal.
is_binary() {
	case $(head -c 8 -- "$1" | od -An -v -t x1 | tr -d ' \n') in
	7f454c46* | cffaedfe* | cefaedfe* | cafebabe* | 4d5a* | 213c617263683e0a) return 0 ;;
	esac
	return 1
}

check_files() {
	bad=0
	list=$(mktemp)
	git ls-files >"$list"
	while IFS= read -r file; do
		if [ -f "$file" ] && is_binary "$file"; then
			echo "$file: a binary is tracked; remove it with git rm and add it to .gitignore"
			bad=1
		fi
		case $file in tests/fuzz/corpus/*) continue ;; esac
		if [ -f "$file" ] && [ ! -s "$file" ]; then
			echo "$file: an empty file is tracked, which a tool may have left behind"
			bad=1
		fi
	done <"$list"
	rm -f "$list"
	return $bad
}

# The hashes of the commits that the rules hold for.
commits() {
	if git merge-base --is-ancestor "$since" HEAD 2>/dev/null; then
		git rev-list "$since..HEAD"
	else
		git rev-list --max-count=$at_most --since="$since_date" HEAD
	fi
}

check_history() {
	bad=0 count=0
	if git merge-base --is-ancestor "$since" HEAD 2>/dev/null; then
		echo "checks the commits after $since"
	else
		echo "$since is not in this clone: checks the commits after $since_date," \
			"the newest $at_most at most"
	fi
	for commit in $(commits); do
		count=$((count + 1))
		subject=$(git show --no-patch --format=%s "$commit")
		# Where a shallow clone ends, a commit shows no parents.
		if [ "$(git show --no-patch --format=%p "$commit" | wc -w)" -gt 1 ]; then
			echo "$commit: is a merge; rebase instead ($subject)"
			bad=1
		fi
		length=$(printf %s "$subject" | LC_ALL=C.UTF-8 wc -m)
		if [ "$length" -gt $longest ]; then
			echo "$commit: its subject has $length characters, $longest are allowed ($subject)"
			bad=1
		fi
	done
	echo "$count commits checked"
	return $bad
}

check_tree() {
	changes=$(git status --porcelain)
	[ -n "$changes" ] || return 0
	echo 'the tree is not clean after build and tests:'
	echo "$changes"
	return 1
}

case ${1-} in
files) check_files ;;
history) check_history ;;
tree) check_tree ;;
*)
	echo 'usage: ground.sh files|history|tree' >&2
	exit 2
	;;
esac
