#!/bin/sh
# The schema as files: mistakes are told, changes are applied or refused.
# shellcheck source=tests/command/lib.sh
. "${top_srcdir:?}/tests/command/lib.sh"
new_store

for file in "$top_srcdir"/conf/schema/*.conf; do
	ok "${file##*/} has no mistakes" chancery schema --check "$file"
done

cat >visit.conf <<'END'
name = "visit"; number = 1001;
label = { en = "Visit"; }; plural = { en = "Visits"; };
fields = (
	{ name = "code"; number = 1; type = "code"; role = "code"; required = true;
	  label = { en = "Code"; }; },
	{ name = "name"; number = 2; type = "txt"; label = { en = "Name"; }; },
	{ name = "other"; number = 2; type = "text"; role = "titel"; label = { en = "Other"; }; },
	{ name = "where"; number = 4; type = "reference"; targets = [ "stat" ]; reqired = true;
	  label = { en = "Where"; }; }
);
sections = ( { label = { en = "Visit"; }; fields = [ "code", "nam" ]; } );
views = ( { name = "v"; label = { en = "V"; }; columns = ( { field = "cod"; width = 3; } );
	    sort = "code"; } );
END
status 'a file with mistakes' 2 chancery schema --check visit.conf
like 'a type of field' "$err" 'visit.conf:6: there is no field type "txt" (did you mean "text"?)'
like 'a role' "$err" 'visit.conf:7: '
like 'a setting' "$err" 'visit.conf:8: "reqired" is not known here (did you mean "required"?)'
ok 'all at once' [ "$(printf '%s\n' "$err" | wc -l)" -ge 3 ]
is 'each with its file and line' \
	"$(printf '%s\n' "$err" | grep -cv '^chancery: visit.conf:[0-9]')" 0
printf 'name = "x";\nnumber = ;\n' >syntax.conf
status 'a file that does not parse' 2 chancery schema --check syntax.conf
like 'at its line' "$err" 'syntax.conf:2: '
sed 's/number = 4;/number = 4294967300;/' visit.conf >wrapped.conf
status 'a number that would wrap to another' 2 chancery schema --check wrapped.conf
like 'is too large' "$err" 'wrapped.conf:8: '
status 'a file that is not there' 2 chancery schema --check nothere.conf

# ---- a field of one's own
mkdir schema
printf 'schema = "%s/schema";\n' "$work" >own.conf
# local_field NAME NUMBER TYPE: the shipped type of States with one field more
local_field() {
	field="{ name = \"$1\"; number = $2; type = \"$3\"; label = { en = \"$1\"; }; },"
	sed -e "s|^fields = (|&\n$field|" \
		-e "s|\"code\", \"alpha3\"|\"code\", \"$1\", \"alpha3\"|" \
		"$top_srcdir/conf/schema/state.conf" >schema/state.conf
}
local_field phone_code 1000 text
status 'the field is unknown' 2 chancery set state LK phone_code=94
status 'a field of the administrator' 0 chancery --config own.conf schema --apply
ok 'is there' chancery set state LK phone_code=94
is 'and keeps its values' "$(value state LK phone_code)" 94
like 'the schema in force has it' "$(chancery schema)" phone_code
ok 'applied again it is no change' chancery --config own.conf schema --apply
local_field phone_code 1000 integer
status 'its number is not given to another sort of field' 2 \
	chancery --config own.conf schema --apply
like 'by line' "$err" 'state.conf:'
local_field other_code 1001 text
status 'it is not dropped in silence' 2 chancery --config own.conf schema --apply
like 'but has to be retired' "$err" 'retired'
is 'what was refused changed nothing' "$(value state LK phone_code)" 94
ok 'the register holds together' chancery check
done_testing
