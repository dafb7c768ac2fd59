#!/bin/sh
# Through a real tmux: another terminal between the program and the eye, with sizes, pastes and
# hang-ups of its own.
# shellcheck source=tests/command/lib.sh
. "${top_srcdir:?}/tests/command/lib.sh"
command -v tmux >/dev/null || { echo '1..0 # SKIP there is no tmux'; exit 0; }
new_store
export CHANCERY_TODAY=2026-11-24 LC_ALL=C.UTF-8
unset TMUX
socket=chancery-$$
trap 'in_tmux kill-server 2>/dev/null; rm -rf "$work"' EXIT

in_tmux() {
	command tmux -L "$socket" -f /dev/null "$@"
}
open_session() {
	in_tmux new-session -d -s story -x 80 -y 24 "exec \"$CHANCERY\" $*"
	session=$(in_tmux list-panes -t story -F '#{pane_pid}')
}
screen() {
	in_tmux capture-pane -p -t story
}
keys() {
	in_tmux send-keys -t story "$@"
}
# shows SENTENCE TEXT: the text comes to stand on the screen
# shellcheck disable=SC2317 # called by eventually
has() {
	screen | grep -qF -- "$1"
}
shows() {
	eventually has "$2"
	like "$1" "$(screen)" "$2"
}
# The same once all of it was drawn anew. A resize to the size that it has draws all as well, but nothing
# tells when it is done: what comes back to what it was is enough.
stays() {
	drawn=$(screen)
	keys C-l
	# shellcheck disable=SC2317 # called by eventually
	is_as_drawn() {
		[ "$(screen)" = "$drawn" ]
	}
	eventually is_as_drawn
	is "$1" "$(screen)" "$drawn"
}

open_session browse meeting
shows 'a list' '>  2025-11-18  SACM        Min.       XXIII South American Conf…  Brasília, BR'
keys Down NPage
shows 'a page on' '>  2022-10-20  RABAT       SOM '
keys / c
shows 'a letter narrows' 'match of 168 meetings'
keys o l o
shows 'three more' '18 match of 168 meetings'
stays 'and what was moved is where it belongs'
keys Enter
shows 'Enter stays there' '168 meetings'
in_tmux resize-window -t story -x 60 -y 15
shows 'a smaller window' 'Enter open  e edit  a add  / find  l limit  ? help'
stays 'is whole'
in_tmux resize-window -t story -x 132 -y 40
shows 'a larger one' '^G menu  ? help'
stays 'is whole, too'

keys Enter
shows 'a record' 'Meeting CP-'
keys e
shows 'its form' 'section 1 of 9'
keys Down Down
in_tmux set-buffer 'two
lines'
in_tmux paste-buffer -p -t story
shows 'a pasted line break is no Enter' 'section 1 of 9   changed'
# The line is cut while the form stands.
in_tmux kill-session -t story
eventually has_ended "$session"
status 'no process is left' 1 kill -0 "$session"
like 'but the draft is' "$(chancery drafts)" 'CP-'
done_testing
