#!/bin/sh
# Names and texts from outside may be any bytes; whatever was accepted stays readable, and the
# register can be checked and copied afterwards.
# shellcheck source=tests/command/lib.sh
. "${top_srcdir:?}/tests/command/lib.sh"
new_store

# whole SENTENCE: the register has no faults, its log is right, and a backup is made
whole() {
	ok "$1: the register has no faults" chancery check
	ok "$1: the log is as it was written" chancery log --verify
	rm -f whole.mdb
	ok "$1: a backup is made" chancery backup whole.mdb
}

latin1=$(printf 'B\374ros.csv')
printf 'code,name,type,state\nBUR,Buros,country,CH\n' >"$latin1"
status 'an import from a file whose name is Latin-1' 0 chancery import office "$latin1"
like 'the log names the file as far as it can' "$(chancery log)" 'ros.csv'
chancery log >log.txt
ok 'the log is UTF-8' iconv -f UTF-8 -t UTF-8 log.txt
whole 'after an import'

mv whole.mdb "$(printf 'g\374t.mdb')"
status 'a restore from such a file' 0 \
	chancery --store other restore "$(printf 'g\374t.mdb')"
ok 'makes a register without faults' chancery --store other check
ok 'of which a backup can be made' chancery --store other backup again.mdb

# Taken or refused: what is left must be readable.
chancery set office --where "code:HQ|$(printf '\374')" city=Bern --yes >/dev/null 2>&1
whole 'after a query that is not UTF-8'
status 'a value that is not UTF-8' 3 chancery set office HQ "$(printf 'city=B\374rn')"
like 'is refused by its byte' "$err" '0xFC'
status 'a code that is not UTF-8' 3 chancery rename office HQ "$(printf 'H\374')"

# ---- schema files
mkdir schema
printf 'schema = "%s/schema";\n' "$work" >own.conf
sed "s|en = \"City\"|en = \"$(printf 'C\374ty')\"|" "$top_srcdir/conf/schema/office.conf" \
	>schema/office.conf
status 'a schema file in Latin-1' 2 chancery --config own.conf schema --apply
like 'is refused at its line' "$err" "schema/office.conf:$(
	LC_ALL=C grep -n "$(printf 'C\374ty')" schema/office.conf | cut -d : -f 1): "
like 'with the byte' "$err" '0xFC'
rm schema/office.conf
cat >"$(printf 'schema/visit-\374.conf')" <<'END'
name = "visit"; number = 1001;
label = { en = "Visit"; }; plural = { en = "Visits"; };
fields = ( { name = "code"; number = 1; type = "code"; role = "code"; required = true;
             label = { en = "Code"; }; } );
sections = ( { label = { en = "Visit"; }; fields = [ "code" ]; } );
views = ( { name = "all"; label = { en = "All"; }; columns = ( { field = "code"; } );
            sort = "code"; } );
END
status 'a schema file whose name is Latin-1' 0 chancery --config own.conf schema --apply
ok 'its type is there' chancery add visit code=V1
status 'applied again' 0 chancery --config own.conf schema --apply
like 'it is no change' "$out" 'already'
whole 'after a schema'
done_testing
