#!/bin/sh
# Numbered prompts: what is done on the screen is done line by line, without one control byte.
# shellcheck source=tests/command/lib.sh
. "${top_srcdir:?}/tests/command/lib.sh"
export CHANCERY_TODAY=2026-11-24
new_store

# talk LINE...: the lines as answers; what was said is in the file `said`, and is plain.
: >everything
talk() {
	printf '%s\n' "$@" | chancery --linear >said 2>>errors
	cat said >>everything
}
# has SENTENCE TEXT
has() {
	grep -F -q -e "$2" said
	result $? "$1"
	grep -F -q -e "$2" said || explain "$(cat said)"
}

talk q
has 'the start menu is numbered' '1. Meetings: 168'
has 'and says how to go on' 'Number of a line, back or ?:'
talk '?'
has 'help has names, keys and what they do' 'jump (=): open any record by its code'
talk 1 '' '' '<' q
has 'a list comes in pages' '20. 2021-10; ADD; Ministerial; Sixth Ministerial Consultation'
has 'with its columns said once a page' 'Start; Process; Kind; Title; Place'
talk 1 last ''
has 'the last page is told' 'That was the last page.'
talk 1 nonsense
has 'what is not an action is told' '"nonsense" is not an action here'
talk 1 ':another col' 1 1 2
has 'an action is found by a part of its help' 'sort: sort by another column'
has 'and done' 'sorted by Start'

# Task 11: three letters, no accents, any script.
talk '= ivoire' q q
has 'what only one record is called is opened by it' "= State CI  Côte d'Ivoire"
talk '= united' q q
has 'what several have is listed with all of them' 'State: GB  United Kingdom ['
talk '= state:united' q q
has 'or in a list of the type that was named' 'US; '
talk '= no such words'
has 'and what nobody has is refused' 'has the code "no such words"'
talk '= CP-20181115' e 4 m '' q q
has 'letters that fit several choices list those' '2. Vice-ministerial'
hasnt 'and take none' '= Ministerial'
talk '= CP-20181115' e 4 ministerial q d q
has 'the name of one is taken' '= Ministerial'
talk 8 '/ivoire' 'l cote d' 1
has 'a record is found' 'CI; '
has 'limited to and opened' "= State CI  Côte d'Ivoire"
talk '=state:LK' q '=HQ'
has 'a code leads to its record' '= State LK  Sri Lanka'
has 'and back' '= Office HQ'

# Tasks 6, 7, 10: status on a date, and what refers to a record.
talk '@2003' '=CP' q '@' '=CP'
has 'what was in force on a date is said' 'Shown is what was in force on 2003.'
has 'with its rows' 'Chairs ('
# A date that is set in a list ends with it.
talk '=CP'
chairs=$(grep 'Chairs (' said)
talk 8 '@2003' q '=CP'
is 'a date ends with the list that it was set in' "$(grep 'Chairs (' said)" "$chairs"
# A code that two types have is not guessed at.
chancery add organisation code=LK name='Lanka House' kind=NGO >/dev/null
talk '=CP-20181116' e 24 add LK 2 q d q d
has 'a code that two types have is asked about' '2. organisation:LK  Lanka House'
has 'and taken by its number' '= organisation:LK  Lanka House'
chancery remove organisation LK
talk '=state:LK' used-by 5
has 'what refers to it is told' 'Processes: Members, Party'
has 'and leads to a list' 'match of 35 (members.party:'
talk 8 'l memberships{status:member}' '@2015-01-01'
has 'membership can be asked for' ' match of 249 (memberships{status:member}'

# Task 3: who covers a State.
talk '=state:LK' covered-by
has 'the offices that cover it' 'CO-CMB'

# Task 8: what meets soon.
talk 1 'l start>=today start<=+90d'
has 'nothing does' 'Nothing matches.'

# Task 4: a meeting, its attendance ticked off the members, a document, an action.
talk 1 add CP 'senior off' 'Sixth Senior Officials Meeting' 2026-11-23 \
	14 lka '' 15 Colombo \
	24 members '2 3' '' apply 7 attended '' q \
	28 add 'Work plan' save q save finish
has 'what is required is asked for' 'Start:'
has 'the members are ticked' '1. [x] '
has 'and go in' 'rows were added.'
has 'it is saved' 'Saved CP-20261123, version 1.'
is 'with its State' "$(value meeting CP-20261123 state)" LK
is 'and its rows' "$(count meeting.attendance 'parent.code:CP-20261123 attended:attended')" 10

# Tasks 1, 5: follow-ups, whose they are, what is overdue, and carrying them on.
talk 5 add CP-20181116 'Draft the plan' finish s \
	add CP-20181116 'Print the report' 5 +lka 6 2019-03 finish s
is 'actions number themselves' "$(count action meeting:CP-20181116)" 2
talk f
has 'what is overdue is listed' 'CP-20181116/2  Print the report'
talk 5 'l is:overdue' '1'
has 'with its owner' 'Owners: LK  Sri Lanka'
talk "=CP-20181116" f q carry CP-20261123
has 'open ones are carried' '2 open records were carried to CP-20261123.'
is 'and the chain is kept' "$(value action CP-20181116/2 carried_to)" CP-20261123/2

# Task 2: who did not come.
talk "=CP-20261123" e 24 '3' 7 absent save q save finish
is 'an absence is noted' "$(count meeting.attendance 'parent.code:CP-20261123 attended:absent')" 1
talk 1 'l attendance{attended:absent}' 1
has 'and found' 'absent'

# Task 12: rename, merge, undo.
talk "=CP-20261123" rename CP-NEW y undo y
has 'a code is corrected everywhere' 'CP-20261123 is CP-NEW now, everywhere.'
has 'and back' 'Taken back: '
ok 'so that it is as it was' chancery show meeting CP-20261123
chancery add organisation code=UNX name='Twin of UNHCR' kind=NGO >/dev/null
talk "=UNX" merge unhcr y =unhcr undo y
has 'two are folded into one' 'was merged into UNHCR; u undoes that.'
ok 'and taken apart again' chancery show organisation UNX
talk 7 'l code:UNX' 'remove 1' y
status 'a record is removed' 1 chancery show organisation UNX
talk "="state:LK remove y
has 'what is referred to is not' 'and stays'

# Task 9: the meeting file, with what was agreed; closing.
talk "=CP-20261123" close y close y
has 'a meeting is closed' 'CP-20261123 is Closed now.'
has 'and reopened' 'CP-20261123 is Held now.'
talk "=CP-20181116" + CP-20271101 2027-11-01 finish s
is 'the next of a series' "$(value meeting CP-20271101 previous)" CP-20181116
talk "=CP" series
has 'a series in order' 'CP-20181116'
talk "=CP-20261123" history q log
has 'its history' 'version 1'

# Forms: mistakes, ditto, putting back, emptying, leaving.
talk 4 add TEST 'A test' 'Old definition' . save \
	'3' 'New text' . 'put-back 3' 'clear 3' finish d
has 'a definition is asked for in several lines' 'a dot alone ends the text'
has 'and put back' '3. Definition: Old definition'
is 'what was discarded is' "$(value category TEST definition)" 'Old definition'
talk 4 add TEST 'Another test' 'Some text' . save finish d
has 'a code that is taken is told with its field' 'Code: '
talk 9 add HQ FAC-LAB soon 2026-Q3 save finish d
has 'a period that is none is asked for again' '"soon" is not a period'
talk 4 add ' ' 'Test' 'Some text' . save finish k save finish d
has 'what is required stays required' '! Code: is required'

# Trees, grids, views, tags and one value into many.
talk 4 tree '/labour' 1
has 'a tree is shown' '  2. '
talk 9 grid HQ 2026-Q3 add FAC-LAB 12 10 5 2 save
has 'returns are entered line by line' 'Cases 12 (-)'
has 'and saved' 'Saved 1 return.'
talk 6 'tag 1' apply 11 test '' u y
has 'one value goes into what is tagged' '1 record was changed; u takes it back.'

talk 2 'x' 'edit' 'edit 99' 'sort' 99 'view' 99
has 'a number that is missing is asked for' 'belongs the number of a line, 1 to 20.'

# What was typed when the input ends is a draft, as on the screen when the line is lost.
talk '= HQ' e 5 Basel
has 'the end of the input keeps what was typed' 'What was not saved is kept as a draft.'
like 'as a draft' "$(chancery drafts)" 'Office HQ'
talk drafts 1
has 'which is taken up again' '5. City: Basel'
has 'and kept again' 'What was not saved is kept as a draft.'
is 'as the same one' "$(chancery drafts | wc -l)" 1
talk drafts 1 s q q q
has 'and saved' 'Saved HQ, version'
is 'so that it is no draft any more' "$(chancery drafts)" ''
talk '= process:CP' e 16 a NZ 3 2001
talk drafts 1
has 'a row that was open is in the draft' '3. From: 2001'
talk drafts 1 q d q d q q
is 'and goes when it is discarded' "$(chancery drafts)" ''
talk '= HQ' e 5 Bern q d q q
is 'what is discarded leaves none' "$(chancery drafts)" ''
talk '= HQ' e
is 'nor does a form in which nothing was typed' "$(chancery drafts)" ''

status 'reading alone' 0 sh -c "printf '1\nadd\n' | '$CHANCERY' --linear --read-only >said"
has 'adds nothing' 'open for reading only'
status 'where one wants to begin' 0 sh -c "echo q | '$CHANCERY' --linear browse meeting CP-20181116 >said"
has 'is where one begins' '= Meeting CP-20181116'
status 'ACCESSIBLE asks for it as well' 0 sh -c "echo q | ACCESSIBLE=1 '$CHANCERY' >said"
has 'with the same prompts' 'Numbered prompts'

echo 'screen = { linear = true; };' >own.conf
status 'so do the settings' 0 sh -c "echo q | '$CHANCERY' --config own.conf >said"
has 'with the same prompts again' 'Numbered prompts'

# A text that could drive a terminal is stored nowhere, and shown nowhere.
printf 'note\033[2J\n' >odd
talk "/$(cat odd)" "$(printf 'l \033[31m')" 1 "$(printf '/\001\002')"
cat said >>everything
is 'nothing was said in anger' "$(cat errors)" ''
is 'no control byte was sent but line feeds' \
	"$(tr -d '\n' <everything | LC_ALL=C tr -d '\040-\176\200-\377' | od -c | head -2)" 0000000

# On a terminal: the line discipline adds a carriage return before each line feed, and no more.
cat >terminal.py <<'END'
import os, pty, signal, sys
signal.alarm(300)
lines = ['?', '1', '', 'l process:CP', '1', 'e', '10', 'Work', 'q', 'd', 'h', 'q', 'q', 'q', 'q']
pid, fd = pty.fork()
if pid == 0:
    os.environ['TERM'] = sys.argv[2]
    os.execv(sys.argv[1], [sys.argv[1]] + sys.argv[3:])
said = b''
def read():
    global said
    try:
        piece = os.read(fd, 65536)
    except OSError:
        piece = b''
    said += piece
    return piece != b''
for line in lines:
    while not said.endswith(b': ') and not said.endswith(b'? ') and read():
        pass
    os.write(fd, line.encode() + b'\n')
    said += b'|'
while read():
    pass
os.waitpid(pid, 0)
sys.stdout.buffer.write(said)
bad = set(said.replace(b'\r\n', b'\n')) & (set(range(32)) - {10} | {127})
sys.exit(1 if bad else 0)
END
ok 'nor on a terminal' python3 terminal.py "$CHANCERY" xterm-256color --linear
ok 'nor on one that is dumb' python3 terminal.py "$CHANCERY" dumb --linear
ok 'the register holds together' chancery check
done_testing
