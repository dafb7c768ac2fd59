#!/bin/sh
# Columns by paths: what list shows through references and tables is what a join of the records shows,
# and lists are sorted by paths too. CHANCERY_TEST_COLUMNS and CHANCERY_TEST_SEED change the random
# sets of columns that are compared.
# shellcheck source=tests/command/lib.sh
. "${top_srcdir:?}/tests/command/lib.sh"

chancery init >/dev/null
chancery add meeting code=MA process=CP kind=workshop title='A' start=2020-01-01 state=NP \
	hosts='state:NP;organisation:ILO' >/dev/null
chancery add meeting code=MB process=ADD kind=experts title='B' start=2020-01-01 state=AE >/dev/null
printf 'meeting,title,kind\nMA,Notes; first,agenda\nMA,Second,agenda\n' |
	chancery import meeting.documents - --format csv >/dev/null

mine='code:MA,MB'
is 'a column may be a field of what a reference leads to' \
	"$(chancery list meeting "$mine" --columns code,process.name --sort code --format csv)" \
	"code,process.name
MA,Colombo Process
MB,Abu Dhabi Dialogue"
is 'many values are joined, and those of a reference to several types each have their own field' \
	"$(chancery list meeting code=MA --columns hosts.name --format csv)" \
	"hosts.name
International Labour Organization;Nepal"
is 'in a file, what a value holds is told from what separates two' \
	"$(chancery list meeting code=MA --columns documents.title --format csv)" \
	'documents.title
Notes\; first;Second'
is 'for people they are joined by a semicolon and a blank, under the labels of the path' \
	"$(chancery list meeting code=MA --columns documents.title)" \
	'Documents: Title
Notes; first; Second'
is 'how many there are is a column too, and a number in JSON' \
	"$(chancery list meeting code=MA --columns documents:count,process.code --format jsonl |
		sed 's/"id":"[^"]*",//')" \
	'{"type":"meeting","code":"MA","documents:count":2,"process.code":"CP"}'
is 'in the rows of a table the record is a column by the name of its type, and has fields' \
	"$(chancery list process.members process=ADD party=AE --columns process,parent.name,party.name --format csv)" \
	'process,parent.name,party.name
ADD,Abu Dhabi Dialogue,United Arab Emirates'
is 'a list is sorted by a path, and by several' \
	"$(chancery list meeting "$mine" --columns code --sort process.name,-documents:count --format csv)" \
	'code
MB
MA'
is 'rows are sorted by a path, from the end if it begins with -' \
	"$(chancery list process.members process=CP --columns party.name --sort -party.name --format csv |
		head -3)" \
	'process,party.name
CP,Vietnam
CP,United Arab Emirates'
is 'by a number of values, the largest first' \
	"$(chancery list meeting "$mine" --columns code --sort -documents:count --format csv)" \
	'code
MA
MB'

status 'a field that the reference does not lead to is refused' 2 chancery list meeting --columns process.nmae
like 'with the nearest name' "$err" 'process has no field "nmae" (did you mean "name"?)'
status 'a text leads nowhere' 2 chancery list meeting --columns city.name
like 'which is said' "$err" 'nothing can be behind its dot'
status 'a table has no order' 2 chancery list meeting --sort attendance
status 'a path through something sensitive is left out of files' 0 \
	chancery list meeting code=MA --columns code,attendance.head --format csv
is 'and the rest is written' "$out" 'code
MA'
like 'with the option that takes it in' "$err" 'attendance.head is sensitive and left out; --sensitive includes it'

if command -v python3 >/dev/null; then
	differ=$(CHANCERY="$CHANCERY" python3 "$top_srcdir/tests/command/columns.py" \
		"$top_srcdir/conf/schema" "${CHANCERY_TEST_COLUMNS:-25}" "${CHANCERY_TEST_SEED:-11}" | tail -1)
	like 'random sets of columns equal a join of the records' "$differ" ' sets of columns, 0 of them differ'
fi
done_testing
