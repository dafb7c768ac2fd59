#!/bin/sh
# Files as strangers publish them: other headings, separators, encodings and kinds of file.
# shellcheck source=tests/command/lib.sh
. "${top_srcdir:?}/tests/command/lib.sh"
new_store

# reads SENTENCE FILE OPTION...: one office is read of the file
reads() {
	says=$1
	shift
	status "$says" 0 chancery import office "$@" --dry-run
	like 'one office is read' "$out" 'would add 1'
}

# ---- headings
printf 'kode,name,type,state,cty\nX6,Six,regional,SN,Dakar\n' >kode.csv
status 'a file without a column of codes is refused' 3 chancery import office kode.csv
is 'once, before any row, with the nearest names' "$err" \
	'chancery: kode.csv:1: no column is the code; the columns are "kode", "name", "type", "state", "cty"; did you mean it by "kode"?
chancery: kode.csv:1: office has no field "cty" (did you mean "city"?)'
printf 'List of offices,,,\ncode,name,type,state\nX1,One,regional,SN\n' >title.csv
status 'a title taken for the headings is refused' 3 chancery import office title.csv
like 'with the option that says where they are' "$err" \
	'title.csv:1: no column is the code; the columns are "List of offices"; if the headings stand'
printf 'code,nmae,type\n' >none.csv
status 'headings are checked where no rows follow' 3 chancery import office none.csv
like 'and named' "$err" 'none.csv:1: office has no field "nmae" (did you mean "name"?)'
printf 'code,name,type,state\n' >none.csv
status 'a file without records is no success' 1 chancery import office none.csv
like 'nor silent' "$err" 'none.csv holds no records'
printf 'state,status,form\nXA,member,2010\n' >rows.csv
status 'the headings of a table are checked as well' 3 chancery import state.memberships rows.csv
like 'by its columns' "$err" 'rows.csv:1: memberships has no field "form" (did you mean "from"?)'
printf 'status,from\nmember,2010\n' >rows.csv
status 'rows need a column that names their record' 3 chancery import state.memberships rows.csv
like 'which is called as its type' "$err" 'rows.csv:1: no column is the state; the columns are'

for headings in 'Código,Nombre,Tipo,Estado' 'CODE,Nom,TYPE,etat' 'code,name.en,type,state' \
	' Code* ,"Name
 ", Type:,State'; do
	printf '%s\nX1,One,regional,SN\n' "$headings" >headings.csv
	reads "the headings $headings" headings.csv
done
printf '\302\240Code\302\240,\342\200\216Name,Type,State,,\nX1,One,regional,SN,,\n' >blanks.csv
reads 'blanks that cannot be seen, and empty columns' blanks.csv
printf 'code,name,type,state,\nX1,One,regional,SN,lost\n' >nameless.csv
status 'a value without a heading is not lost' 3 chancery import office nameless.csv
like 'but told' "$err" 'nameless.csv:2: column 5 has a value ("lost"), but no heading'

printf 'code,name,name,type,state\nX1,One,Uno,regional,SN\n' >twice.csv
status 'a column that stands twice is refused' 3 chancery import office twice.csv
like 'with both places' "$err" 'twice.csv:1: the column "name" stands twice: columns 2 and 3'
printf 'code,name,type\0,state\nX1,One,regional,SN\n' >nul.csv
status 'a heading with a NUL byte is refused' 3 chancery import office nul.csv
like 'since the rest of it would not be seen' "$err" 'nul.csv:1: holds a NUL byte'
printf 'code,name.FR,type,state\n' >language.csv
status 'a heading with what is no language is refused' 3 chancery import office language.csv
like 'before any row' "$err" 'language.csv:1: office has no field "name.FR"'
printf 'code,name,Nombre,type,state\nX1,One,Uno,regional,SN\n' >twice.csv
status 'so are two columns for one field' 3 chancery import office twice.csv
like 'with both names' "$err" 'twice.csv:1: the columns "name" and "Nombre" are both the field "name'
status 'and two names of one field in JSON' 3 \
	given '{"code":"X1","name":"One","Nombre":"Uno","type_":"regional","state":"SN"}' \
	chancery add office -
like 'likewise' "$err" 'Nombre: the field "name" is given twice'

# ---- separators
printf 'code;name;type;state;city\nX1;"Bureau; régional";regional;SN;Dakar\n' >semicolon.csv
reads 'semicolons' semicolon.csv
printf 'code\tname\ttype\tstate\nX1\tOne, two\tregional\tSN\n' >tab.tsv
reads 'tabs' tab.tsv
printf 'code:name:type:state\nX1:One:regional:SN\n' >colon.csv
printf 'sep=;\r\ncode;name;type;state\r\nX1;"One; two";regional;SN\r\n' >excel.csv
reads 'a first line that names the separator' excel.csv
printf 'sep=:\ncode:name:type:state\nX1:One:regional:SN\n' >excel.csv
reads 'also an unusual one' excel.csv
status 'an unusual separator is not guessed' 3 chancery import office colon.csv
reads 'but may be said' colon.csv --separator :
reads 'by a word for the tab' tab.tsv --separator tab
status 'a separator is one character' 2 chancery import office tab.tsv --separator ::
like 'and said to be' "$err" '--separator is one character'

# ---- encodings and kinds of file
printf 'code,name,type,state\nX1,Büro,regional,SN\n' >utf8.csv
for encoding in UTF-16LE UTF-16BE UTF-32LE; do
	{ printf '\357\273\277' && cat utf8.csv; } | iconv -f utf-8 -t "$encoding" >encoded.csv
	reads "$encoding with its mark" encoded.csv
	reads "$encoding with its mark on standard input" - <encoded.csv
done
iconv -f utf-8 -t UTF-16LE utf8.csv >encoded.csv
reads 'UTF-16 without a mark' encoded.csv
iconv -f utf-8 -t windows-1252 utf8.csv >encoded.csv
status 'another encoding is refused' 3 chancery import office encoded.csv
like 'with the option that names it' "$err" 'encoded.csv:2: holds a byte that is not UTF-8 (0xFC)'
reads 'and read when it is named' encoded.csv --encoding windows-1252
printf '\303' >>utf8.csv
status 'half a character at the end is not UTF-8' 3 chancery import office utf8.csv
like 'and has its line' "$err" 'utf8.csv:3: holds a byte that is not UTF-8 (0xC3)'

# foreign NAME BYTES SENTENCE
foreign() {
	# The text has the escapes that printf knows.
	# shellcheck disable=SC2059
	printf "$2" >"foreign.$1"
	for type in office meeting.agenda; do
		status "a file that is $3 is no $type" 3 chancery import "$type" "foreign.$1"
		like 'but what it is' "$err" "foreign.$1: this is $3"
	done
}
foreign xlsx 'PK\003\004\024\000\000\000xl/workbook.xml' 'a workbook (xlsx)'
foreign ods 'PK\003\004mimetypeapplication/vnd.oasis.opendocument.spreadsheet' 'an OpenDocument spreadsheet'
foreign zip 'PK\003\004\024\000office.csv' 'a zip archive'
foreign xls '\320\317\021\340\241\261\032\341\000\000' 'an old or encrypted Office document'
foreign ics 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\n' 'a calendar (ics)'
foreign html '\n<!DOCTYPE html>\n<table>' 'a web page'
foreign csv '{"code":"X1","name":"One"}\n' 'JSON'
foreign gz '\037\213\010\000' 'compressed (gzip)'
echo '{"code":"X1","name":"One","type_":"regional","state":"SN"}' >json.csv
reads 'JSON under another name' json.csv --format jsonl
: >empty.jsonl
status 'JSON without records is no success' 1 chancery import office empty.jsonl
like 'nor silent' "$err" 'empty.jsonl holds no records'
status 'an unknown format is refused' 2 chancery import office utf8.csv --format dbf
like 'with those that there are' "$err" '--format is one of csv, json, jsonl, not "dbf"'

# ---- lines above the headings, and none at all
printf 'Liste des "bureaux\n\n"provisoire"x;\ncode,name,type,state\nX1,One,regional,SN\n' >above.csv
reads 'lines above the headings are no csv' above.csv --header-rows 4
printf 'a\n\nb\ncode,name,type,state\nX1,One,regional,QQ\n' >above.csv
status 'but count as lines' 3 chancery import office above.csv --header-rows 4
like 'in messages too' "$err" 'above.csv:5: state: there is no State with the code "QQ"'
printf 'X1,One,regional,SN,x\n' >bare.csv
printf '1 = code\n2 = name\n3 = type\n4 = state\n5 = -\n' >bare.map
reads 'a file without headings' bare.csv --map bare.map --header-rows 0
status 'takes a map' 2 chancery import office bare.csv --header-rows 0
sed -i 5d bare.map
status 'of all its columns' 3 chancery import office bare.csv --map bare.map --header-rows 0
like 'each of which is named' "$err" 'bare.csv:1: the map does not say what column 5 is'

# ---- the map
cat >hxl.csv <<'END'
Code,Name,Type,State
#office+code,#office+name,#office+type,#country+code
X1,One,regional,SN
END
printf '# comment\n"#office+code" = code\n"#office+name" = name\n"#office+type"=type\n"#country+code" = state\n' \
	>hxl.map
reads 'names that begin with #' hxl.csv --map hxl.map --header-rows 2
printf '"A ""b"" = c",N,type,state\nX1,One,regional,SN\n' >quoted.csv
printf '"A ""b"" = c" = code\nn = name\n' >quoted.map
reads 'names that hold quotes and an equals sign' quoted.csv --map quoted.map
printf 'country,location,name,type\nSN,DKR,One,regional\n' >joined.csv
printf '"{country}-{location}" = code\ncountry = state\nlocation = -\n' >joined.map
reads 'columns that are joined' joined.csv --map joined.map
chancery import office joined.csv --map joined.map >/dev/null
is 'make one value' "$(value office SN-DKR state)" SN
# The apostrophe of print, as people have it in files.
# shellcheck disable=SC1112
printf 'code,name,type,Country\nX1,One,regional,Sénégal\nX2,Two,regional,côte d’ivoire\n' >country.csv
printf 'Country = state by title\n' >country.map
status 'a reference by title' 0 chancery import office country.csv --map country.map
is 'is found' "$(value office X1 state)" SN
printf 'code,name,type,Country\nX3,One,regional,Atlantis\n' >country.csv
status 'or refused' 3 chancery import office country.csv --map country.map
like 'by its name' "$err" 'country.csv:2: state: no record is called "Atlantis"'
printf 'Process,Kind,Title,Day\nCP,senior officials,SOM,7/3/2031\nCP,senior officials,SOM,31/4/2031\n' >day.csv
printf 'Day = start as %%d/%%m/%%Y\n' >day.map
status 'dates of a format' 3 chancery import meeting day.csv --map day.map
is 'are refused where there is no such day' "$err" \
	'chancery: day.csv:3: start: "31/4/2031" is not a date written as %d/%m/%Y'
sed -i 3d day.csv
ok 'and read otherwise' chancery import meeting day.csv --map day.map
is 'as the day that is meant' "$(value meeting CP-20310307 start)" 2031-03-07
status 'without the map they are refused' 3 chancery import meeting day.csv
printf 'process,kind,title,start\nCP,senior officials,SOM,7/3/2031\n' >day.csv
status 'a date with slashes is refused' 3 chancery import meeting day.csv
like 'with the forms that are read, and the map' "$err" \
	'day.csv:2: start: "7/3/2031" may mean several days: write 2011-04-19'
while IFS='|' read -r line wanted; do
	printf '%s\n' "$line" >wrong.map
	status "the map's line $line is refused" 2 chancery import office country.csv --map wrong.map
	like 'and named' "$err" "wrong.map:1: $wanted"
done <<'END'
code|"COLUMN = FIELD" is expected
"code = code|"COLUMN = FIELD" is expected
"{code" = code|a column that is joined stands in braces
Day = start as %d/%m/%y|a year of two digits
Day = start as %d|the format "%d" has no year
Day = start as %Q %Y|a date's format is made of
Day = |no field is named
END
while IFS='|' read -r line wanted; do
	printf '%s\n' "$line" >wrong.map
	status "the map's line $line does not fit" 3 chancery import office country.csv --map wrong.map
	like 'and is told' "$err" "country.csv:1: $wanted"
done <<'END'
Cuntry = state|the map names the column "Cuntry" (wrong.map:1), which the file does not have (did you mean "Country"?)
Country = stat|office has no field "stat" (wrong.map:1) (did you mean "state"?)
Country = city by title|wrong.map:1: "city" is not a reference
Country = city as %Y|wrong.map:1: "city" is not a date
Country = name|the columns "Country" and "name" are both the field "name"
END

# ---- values
printf 'process,kind,title,start\nCP,senior officials,SOM,2032-12-01\n' >default.csv
ok 'a record that lacks a column' chancery import meeting default.csv
is 'gets what the schema sets in new ones' "$(value meeting CP-20321201 status)" planned
printf 'process,kind,title,start,status\nCP,senior officials,SOM,2032-12-02,\n' >default.csv
ok 'a record whose cell is empty' chancery import meeting default.csv
is 'gets it as well' "$(value meeting CP-20321202 status)" planned
printf 'code;name;type;state;place\nX7;One;regional;SN;26,3 -98,75\n' >place.csv
status 'coordinates with decimal commas' 3 chancery import office place.csv
like 'are told how to be written' "$err" 'in degrees with a point, and a comma between them'
printf 'code,name,type,state,place\nX8,One,regional,SN,"26.3003804999, -98.7542646618"\n' >place.csv
ok 'coordinates of many decimals' chancery import office place.csv
is 'are rounded to six' "$(value office X8 place)" '"26.30038, -98.754265"'
printf 'process,kind,title,start\nCP,senior officials,SOM,3 mai 2033\nCP,senior officials,SOM,4 May 2033\n' >month.csv
status 'months in French' 0 chancery --lang fr import meeting month.csv
is 'are read, and English ones' "$(count meeting start:2033-05)" 2
status 'but in French alone' 3 chancery import meeting month.csv

# ---- line ends, quotes, faults
for end in '\n' '\r' '\r\n'; do
	# The text has the escapes that printf knows.
	# shellcheck disable=SC2059
	printf "code,name,type,state${end}E1,\"One,${end}two\",regional,SN${end}${end}E2,Two,regional,QQ" >ends.csv
	status 'a file of any line ends' 3 chancery import office ends.csv --dry-run
	like 'has the line numbers that an editor shows' "$err" 'ends.csv:5: state: there is no State with the code "QQ"'
done
printf 'code,name,type,state\nX1,The "One",regional,SN\n' >quote.csv
status 'a stray quote' 3 chancery import office quote.csv
like 'is explained' "$err" 'quote.csv:2: a quotation mark stands where none may'
like 'in the language in force' "$(chancery --lang fr import office quote.csv 2>&1)" 'guillemet'
printf 'code,name,type,state\nX1,"One,regional,SN\nX2,Two,regional,SN\n' >quote.csv
status 'a quote that is not closed' 3 chancery import office quote.csv
like 'is told where it opens' "$err" 'quote.csv:2: a quotation mark that opens here is not closed'
awk 'BEGIN { print "code,name,type,state"; for (i = 0; i < 1234; i++) print "Y" i ",N,regional,QQ" }' >many.csv
status 'many faults' 3 chancery import office many.csv
is 'are cut at a thousand' "$(printf '%s\n' "$err" | wc -l)" 1001
like 'and the rest is counted' "$err" '234 more faults are not shown'
awk 'BEGIN { for (i = 0; i < 100000; i++) printf "c%d,", i; print "" }' >wide.csv
status 'a hundred thousand columns' 3 chancery import office wide.csv
like 'are not read' "$err" 'wide.csv:1: has 100000 columns'
mkdir schema
{ printf '\357\273\277' && cat "$top_srcdir/conf/schema/office.conf"; } >schema/office.conf
ok 'a schema file may begin with a byte order mark' chancery schema --check schema/office.conf

# ---- twins
printf 'process,kind,title,start\nCP,senior officials,SOM,2034-12-01\n' >twin.csv
ok 'a meeting' chancery import meeting twin.csv
status 'a second time' 0 chancery import meeting twin.csv --dry-run
like 'is listed by a trial' "$err" 'twin.csv:2: is likely to be the same as meeting CP-20341201'
like 'and counted' "$err" '1 record is likely to be there already'
status 'or refused' 3 chancery import meeting twin.csv --no-twins
is 'with its line' "$err" 'chancery: twin.csv:2: is likely to be the same as meeting CP-20341201'
status 'else it is added' 0 chancery import meeting twin.csv
like 'and counted all the same' "$err" '1 record is likely to be there already'
printf 'process,kind,title,start\nCP,senior officials,A,2035\nCP,senior officials,B,2035-03\nCP,senior officials,C,2036\n' \
	>twin.csv
status 'twins within a file' 3 chancery import meeting twin.csv --no-twins
is 'are found by dates that may be one' "$(printf '%s\n' "$err" | cut -d : -f 3)" 3
status 'add tells a twin' 0 chancery add meeting process=CP 'kind=senior officials' title=Other start=2034-12
like 'with its code' "$err" 'is likely to be the same as meeting CP-20341201'
chancery export meeting code:CP-20341201 >export.csv
status 'what has its identity' 0 chancery import meeting export.csv --update
is 'is no twin' "$err" ''

# ---- marks of the writing direction
printf 'code,name,type,state,note\nM1,\342\200\217One\342\200\216,regional,SN,\327\220\342\200\217\327\221\n' >marks.csv
status 'marks at the ends of a value' 0 chancery import office marks.csv
like 'are dropped and counted' "$err" '1 value had marks of the writing direction at its ends'
is 'and gone' "$(value office M1 name)" One
printf 'code,name,type,state\nM2,O\342\200\217ne,regional,SN\n' >marks.csv
status 'within a value they are refused' 3 chancery import office marks.csv
like 'by field' "$err" 'marks.csv:2: name: holds a character that turns the writing direction (U+200F)'
ok 'the register holds together' chancery check
done_testing
