#!/bin/sh
# check --repair: what can be derived comes back, the rest is named.
# shellcheck source=tests/command/lib.sh
. "${top_srcdir:?}/tests/command/lib.sh"
new_store
chancery set office HQ 'address=Quellwassergasse 77' head_name=Amina
chancery set office HQ 'address=Zwetschgenallee 12' emails=hq@example.org
chancery remove service "$(value service '' code)" 2>/dev/null
chancery export --sensitive --versions >before

status 'a whole store' 0 chancery check --repair
like 'has no faults' "$out" 'no faults'
is 'and nothing is done to it' "$(chancery log | grep -c repair)" 0

status 'a log that is whole' 0 chancery log --verify
like 'says how far it goes' "$out" "the last is $(chancery info | sed -n 's/^head.//p')"

# bend AT FILE: changes one byte
bend() {
	printf X | dd of="$2" bs=1 seek="$1" conv=notrunc 2>/dev/null
}
# The text stands in the record, in the journal, and in pages that are not used any more: which of
# them is which, check says.
mkdir hurt
grep -abo 'Zwetschgenallee' store/data.mdb | cut -d : -f 1 >places
while read -r at; do
	rm -f hurt/*
	cp store/data.mdb hurt/
	bend "$at" hurt/data.mdb
	faults=$(chancery --store hurt check 2>&1 >/dev/null)
	case $faults in
	*'its checksum does not fit'*) record=$at ;;
	*'journal: '*) journal=$at ;;
	esac
done <places

rm -f hurt/*
cp store/data.mdb hurt/
bend "${record:?}" hurt/data.mdb
status 'a record that is damaged' 4 chancery --store hurt show office HQ
like 'is not shown as if it were not' "$err" 'its checksum does not fit'
ok 'others are' chancery --store hurt show state LK
status 'repair' 0 chancery --store hurt check --repair
like 'makes it anew from its history' "$err" 'office HQ: was damaged, and is again as it was'
like 'and says that all is mended' "$out" 'found and mended'
chancery --store hurt export --sensitive --versions >after
ok 'every record is as it was' cmp before after
is 'the log has it' "$(chancery --store hurt log | head -n 1 | cut -f 5)" 'repair the store'
ok 'what is done next' chancery --store hurt set office HQ city=Genève
ok 'is whole' chancery --store hurt check

rm -f hurt/*
cp store/data.mdb hurt/
bend "${journal:?}" hurt/data.mdb
status 'an entry of the journal that is damaged' 1 chancery --store hurt check
like 'is named' "$err" 'journal: '
status 'by the log as well' 1 chancery --store hurt log --verify
like 'in the same words' "$err" 'journal: '
status 'cannot be repaired' 1 chancery --store hurt check --repair
like 'and is told so' "$err" 'not mended: journal: '
like 'with what to do' "$err" 'could not be mended'
chancery --store hurt export --sensitive --versions >after
ok 'the records are as they were' cmp before after

# Both: the record is what its history makes of it.
bend "$record" hurt/data.mdb
chancery --store hurt check --repair >/dev/null 2>messages
like 'a record whose history is damaged too' "$(cat messages)" 'is as its history has it: look at it'
status 'is what that says' 0 chancery --store hurt show office HQ
like 'with the letter that has changed' "$out" 'Xwetschgenallee'

status 'a store that is cut off' 4 chancery --store nowhere check --repair
done_testing
