#!/bin/sh
# The order of protocol, and what documents call a party.
# shellcheck source=tests/command/lib.sh
. "${top_srcdir:?}/tests/command/lib.sh"
export CHANCERY_TODAY=2026-11-24
new_store
chancery import --all --update "$top_srcdir/tests/command/meeting.jsonl" >/dev/null

# roll CODE [OPTION...]: "CODE name, capacity" of those who attended, as the attendance report has them
roll() {
	code=$1
	shift
	printf '%s\n' "=$code" attendance q q q | chancery --linear "$@" |
		sed -n 's/^\([A-Z]\{2,6\}\): \(.*\) \[[0-9]*\]$/\1 \2/p'
}
codes() {
	cut -d' ' -f1 | tr '\n' ' '
}

roll CP-20181116 >said
is 'a host that is a member stands among the members, by name' "$(head -6 said | codes)" \
	'BD NP LK KR ILO IOM '
like 'a State has its short name of the United Nations' "$(cat said)" 'Republic of Korea, Observer'

# Nepal between China and Pakistan; Germany behind China, but Allemagne before Chine.
chancery add meeting code=CP-2019 process=CP kind=ministerial title=Next start=2019-02-01 \
	status=held >/dev/null
cat >rows.csv <<'CSV'
meeting,party,as,attended
CP-2019,state:PK,member,attended
CP-2019,state:NP,host,attended
CP-2019,state:CN,member,attended
CP-2019,state:DE,observer,attended
CP-2019,state:CI,observer,attended
CP-2019,organisation:ILO,observer,attended
CP-2019,state:KR,observer,attended
CP-2019,organisation:ECOWAS,observer,attended
CP-2019,state:CH,host,attended
CP-2019,state:LI,guest,attended
CSV
chancery import meeting.attendance rows.csv >/dev/null
next() {
	roll CP-2019 "$@" | head -10
}
is 'members with the host, other hosts, observers, guests; States before organisations' \
	"$(next | codes)" 'CN NP PK CH CI DE KR ILO ECOWAS LI '
is 'in French it is the order of French names' "$(next --lang fr | codes)" \
	'CN NP PK CH DE CI KR ILO ECOWAS LI '
is 'in Spanish of Spanish ones' "$(next --lang es | codes)" 'CN NP PK CH DE CI KR ILO ECOWAS LI '

chancery set state CI 'protocol_name=Ivory Coast' >/dev/null
like 'an office calls a State as it likes' "$(next)" 'Ivory Coast, Observer'
is 'and that is what it is sorted by' "$(next | codes)" 'CN NP PK CH DE CI KR ILO ECOWAS LI '
like 'in another language it keeps its name of the United Nations' "$(next --lang fr)" \
	"Côte d'Ivoire, Observateur"

# A schema of before roles for this: its choices are taken in their order, and nothing fails.
mkdir old
printf 'schema = "%s";\n' "$PWD/old" >old.conf
for file in state organisation process meeting; do
	sed -E 's/ role = "(protocol_name|class|members|secretariat|previous|beside|restricted|member|observer|partner|guest|host)";//' \
		"$top_srcdir/conf/schema/$file.conf" >"old/$file.conf"
done
ok 'a schema without the roles is taken' chancery --config old.conf schema --apply
is 'then a host comes last, as the choices have it' "$(next | codes)" 'CN PK CI DE KR ECOWAS ILO LI NP CH '
done_testing
