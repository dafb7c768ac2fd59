#!/bin/sh
# The house is built from the bottom up: what stands lower knows nothing of what stands higher,
# and each foreign library has one folder that speaks to it.
# shellcheck source=tests/command/lib.sh
. "${top_srcdir:?}/tests/command/lib.sh"
cd "$top_srcdir/src" || exit 99

order='base settings schema record query store registry figures exchange document view tui linear command'

# includes FOLDER...: every #include there, as file:line:text
includes() {
	grep -rn --include='*.[ch]' '^[[:space:]]*#[[:space:]]*include' "$@"
}

# The folders that stand above the given one, as an alternative for grep.
above() {
	printf '%s' "${order#*"$1"}" | sed 's/^ //; s/ /|/g'
}

folders=0
for folder in */; do
	folder=${folder%/}
	folders=$((folders + 1))
	case " $order " in
	*" $folder "*) ;;
	*) is "src/$folder has its place in the order" "$folder" 'one of them' ;;
	esac
done
ok 'the folders are there' [ "$folders" -gt 8 ]

for folder in $order; do
	higher=$(above "$folder")
	if [ ! -d "$folder" ] || [ -z "$higher" ]; then continue; fi
	is "$folder includes nothing of what stands above it" \
		"$(includes "$folder" | grep -E "\"($higher)/")" ''
done

# rooms FOLDER ROOM...: a room includes headers of the folder itself, and of rooms that stand before
# it. Sources of the folder itself may use all of them.
rooms() {
	folder=$1
	shift
	for room in "$folder"/*/; do
		room=$(basename "$room")
		case " $* " in
		*" $room "*) ;;
		*) is "src/$folder/$room has its place in the order" "$room" 'one of them' ;;
		esac
	done
	while [ $# -gt 1 ]; do
		room=$1
		shift
		is "$folder/$room includes nothing of the rooms above it" \
			"$(includes "$folder/$room" | grep -E "\"$folder/($(echo "$*" | tr ' ' '|'))/")" ''
	done
}
rooms registry core read journal session select act write check
rooms view input list report form deed
rooms tui terminal app widget screen

# Prints the objects in a folder that are built from a source that is there.
objects() {
	find "$built/src/$1" -name '*.o' | while read -r object; do
		source=$(basename "$object" .o)
		source=$(dirname "${object#"$built"/src/}")/${source#lib*_a-}.c
		[ ! -f "$source" ] || echo "$object"
	done
}

# A file may use what a second one defines, and that a third one, but none may come back to the
# first. Prints the files that stand in such a circle.
circles() {
	objects "$1" | xargs "${NM:-nm}" -A -P -g | awk '
		{ file = $1; sub(/^.*\/src\//, "", file); sub(/\.o:$/, "", file); sub(/lib[a-z]*_a-/, "", file) }
		$3 ~ /^[TDBRC]$/ { of[$2] = file }
		$3 == "U" { using[file " " $2] = 1 }
		END {
			for (pair in using) {
				split(pair, part, " ")
				if (part[2] in of && of[part[2]] != part[1])
					print part[1], of[part[2]]
			}
		}' | sort -u | grep -vE "${2:-^$}" | tsort 2>&1 >"$work/sorted" | sed 's/^tsort: -: /tsort: /'
}
built=$(cd "${top_builddir:-$top_srcdir}" && pwd)
for folder in schema query store registry exchange view; do
	is "the files of $folder stand in no circle" "$(circles $folder)" ''
done
# A table names files that use what stands beside it.
is 'the files of record stand in no circle' "$(circles record '^record/kind record/kind/')" ''
is 'the files of command stand in no circle' "$(circles command '^command/commands ')" ''
# Screens open one another, as the operator goes.
is 'the files of tui stand in no circle' "$(circles tui '^tui/screen/.* tui/screen/')" ''

# only SENTENCE HEADERS FOLDERS: both as alternatives for grep
only() {
	is "$1" "$(includes . | grep -E "<($2)>" | grep -vE "^\./($3)/")" ''
}
only 'only store/ speaks LMDB' 'lmdb\.h' store
only 'only settings/ and schema/ speak libconfig' 'libconfig\.h' 'settings|schema'
only 'only tui/ draws' '(ncursesw/)?(n?curses|form|menu|panel|term)\.h' tui
only 'only exchange/ and command/ speak JSON' 'jansson\.h' 'exchange|command'
only 'only exchange/ reads csv' 'csv\.h' exchange

is 'tui/ reaches the store through the registry' "$(includes tui | grep '"store/')" ''
is 'faces change lists and forms by their functions' \
	"$(grep -rnE '(form|list)->[a-z_]+ ([-+|]?=) ' tui linear | grep -vE '(->|\.)(rc|list) = ')" ''
# A child process and a process without descriptors have nothing to put in order.
is 'the program dies in base/fatal.c only' \
	"$(grep -rnE --include='*.[ch]' '(^|[^a-z_])(_exit|abort)\(.*\);' . |
		grep -vE '^\./(base/fatal|command/child|command/main)\.c')" ''

is 'no source file is included' "$(includes . | grep '\.c[">]')" ''
# LMDB loses data of sorted duplicates when they are deleted while walked.
is 'no table has sorted duplicates' "$(grep -rn 'MDB_DUP' .)" ''
# To open and close the lock file frees this process's reader slot (fcntl(2)).
is 'nobody opens the lock file of LMDB' \
	"$(grep -rnE 'open[a-z_]*\(.*lock\.mdb' .)" ''

# strtol() and its relatives wrap, cut and pass over blanks, each in its own way.
is 'every number from outside is read by base/number.h' \
	"$(grep -rnE '\<(strto(l|ul|ll|ull|imax|umax|d|f)|ato(i|l|ll|f)|s?scanf|fscanf)\(' --include='*.[ch]' . |
		grep -v '^\./base/number\.[ch]:')" ''

# What people read goes through print(), which shows what comes from outside; csv and JSON have
# writers of their own, and a screen its cells.
is 'nothing is printed past print()' \
	"$(grep -rnE --include='*.[ch]' '(^|[^a-z_])((f|d|v|vf)?printf|puts)\([^)]' . |
		grep -vE '^\./exchange/(export|output|sheet)\.c')" ''
is 'nor is a text that is not a literal' \
	"$(grep -rnE --include='*.c' '[^a-z_]fputs\([^"]' command linear tui view main.c |
		grep -vE '^command/(find|list)\.c')" ''

compiler=${CC:-cc}
find . -name '*.h' | while read -r header; do
	$compiler -std=c17 -D_GNU_SOURCE -fsyntax-only -x c -I. -I"${top_builddir:-$top_srcdir}" \
		-I"$top_srcdir" "$header" 2>>"$work/alone" || echo "$header" >>"$work/failed"
done
is 'every header compiles alone' "$(cat "$work/failed" 2>/dev/null)" ''
[ ! -s "$work/failed" ] || explain "$(cat "$work/alone")"
done_testing
