/* What can be done: one row an action. Dispatch, menus, the key line, `?`, `chancery keys`, the
 * keys section of chancery.conf and the manual are all read from here, or compared with it. */
#ifndef VIEW_ACTION_H
#define VIEW_ACTION_H

#include <stdbool.h>
#include <stddef.h>

/* Where an action means something. */
enum {
	ON_START  = 1 << 0,
	ON_LIST   = 1 << 1,
	ON_RECORD = 1 << 2,
	ON_FORM   = 1 << 3,
	ON_ROWS   = 1 << 4,             /* the rows of a table, inside a form */
	ON_PAGER  = 1 << 5,             /* help and other long texts */
	ON_TICK   = 1 << 6,             /* a list to tick from */
	ON_GRID   = 1 << 7,             /* returns, line by line */
	ON_TREE   = 1 << 8,             /* what stands below what */
	ON_CONFLICT  = 1 << 9,             /* what two people changed to different ends */
	ON_DRAFTS = 1 << 10,            /* one's own unfinished edits */
	ON_PAST   = 1 << 11,            /* versions, acts */
	ON_TEXT   = 1 << 12,            /* a long text, on the whole screen */
	ON_DUE    = 1 << 13,            /* what is late and what falls due */
	ON_CLASHES = 1 << 14,           /* meetings that one State cannot attend both */
	ON_CALENDAR = 1 << 15,          /* what meets, day by day */
	ON_PRINT  = 1 << 16,            /* a document, as it is printed */
	ON_AHEAD  = ON_DUE | ON_CLASHES | ON_CALENDAR,
	ON_SEE    = ON_LIST | ON_RECORD | ON_TREE,
	ON_LOOK   = ON_START | ON_SEE | ON_PAGER | ON_PAST | ON_PRINT,
	ON_LINES  = ON_LOOK | ON_AHEAD | ON_ROWS | ON_TICK | ON_GRID | ON_CONFLICT | ON_DRAFTS,
	ON_TYPING = ON_FORM | ON_TEXT,
	ON_ALL    = ON_LINES | ON_TYPING,
};

/* What it takes. */
enum {
	NEED_RECORD_HERE = 1 << 0,      /* a current record or row */
	NEED_EDITOR      = 1 << 1,      /* the right to write */
};

/* Which menu it stands in. */
enum menu_place { MENU_NONE, MENU_REGISTER, MENU_RECORD, MENU_VIEW, MENU_TOOLS, MENU_HELP,
                  MENU_COUNT };

/* id, name, keys where letters command, keys in forms, screens, needs, menu, help. Keys are
 * separated by blanks and named as in view/input/key_name.h. What forms have no key for is done there by
 * ^G and its letter. HERE and WRITE are the needs, where the table is used for them. */
#define ACTION_LIST(X) \
	X(NEXT, "next", "Down j", "Down Tab Enter", ON_ALL, 0, MENU_NONE, \
	  N_("to the next line or field")) \
	X(PREVIOUS, "previous", "Up k", "Up Shift-Tab", ON_ALL, 0, MENU_NONE, \
	  N_("to the previous line or field")) \
	X(PAGE_DOWN, "page-down", "Space PgDn", "PgDn", ON_ALL, 0, MENU_NONE, \
	  N_("a page down; in a form, the next section")) \
	X(PAGE_UP, "page-up", "b PgUp", "PgUp", ON_ALL, 0, MENU_NONE, \
	  N_("a page up; in a form, the section before")) \
	X(FIRST, "first", "< Home", "", ON_LINES, 0, MENU_NONE, N_("to the first line")) \
	X(LAST, "last", "> End", "", ON_LINES, 0, MENU_NONE, N_("to the last line")) \
	X(OPEN, "open", "Enter 5", "", ON_LOOK | ON_AHEAD | ON_ROWS | ON_CONFLICT | ON_DRAFTS, HERE, MENU_RECORD, \
	  N_("open the marked line")) \
	X(EDIT, "edit", "e 2", "", ON_SEE | ON_ROWS | ON_GRID, HERE | WRITE, MENU_RECORD, \
	  N_("edit the record; of rows, the cell")) \
	X(ADD, "add", "a F6", "", ON_LIST | ON_ROWS | ON_GRID, WRITE, MENU_RECORD, \
	  N_("add a record or row")) \
	X(NEXT_RECORD, "next-record", "] Right", "", ON_RECORD, 0, MENU_VIEW, \
	  N_("to the next record of the list that one came from")) \
	X(PREVIOUS_RECORD, "previous-record", "[ Left", "", ON_RECORD, 0, MENU_VIEW, \
	  N_("to the previous record of the list that one came from")) \
	X(SHOW_EMPTY, "show-empty", "E", "", ON_RECORD, 0, MENU_VIEW, \
	  N_("show the empty sections and fields too, or hide them again")) \
	X(COPY, "copy", "c 3", "", ON_SEE | ON_ROWS, HERE | WRITE, MENU_RECORD, \
	  N_("add a record like this one")) \
	X(REMOVE, "remove", "d 4", "", ON_SEE | ON_ROWS | ON_FORM | ON_DRAFTS, HERE | WRITE, MENU_RECORD, \
	  N_("remove it, after a question")) \
	X(NEXT_OF_SERIES, "next-of-series", "+", "", ON_SEE | ON_FORM, HERE | WRITE, MENU_RECORD, \
	  N_("add the next of its series: of a meeting or a process, the next meeting")) \
	X(CARRY, "carry", "F", "", ON_SEE | ON_FORM, HERE | WRITE, MENU_RECORD, \
	  N_("carry its open follow-ups to another")) \
	X(POSTPONE, "postpone", "P", "", ON_SEE | ON_FORM, HERE | WRITE, MENU_RECORD, \
	  N_("postpone it: plan it on another day, and note in the old record to which")) \
	X(CLOSE, "close", "C", "", ON_SEE | ON_FORM, HERE | WRITE, MENU_RECORD, \
	  N_("close it, so that it is locked; or reopen it")) \
	X(RENAME, "rename", "", "", ON_SEE, HERE | WRITE, MENU_RECORD, \
	  N_("give it another code; references follow")) \
	X(MERGE, "merge", "", "", ON_SEE, HERE | WRITE, MENU_RECORD, \
	  N_("merge it into another record; references follow")) \
	X(UNDO, "undo", "u", "", ON_SEE | ON_FORM | ON_PAST | ON_ROWS, WRITE, MENU_RECORD, \
	  N_("take back my last act; again, the one before it; of rows, what was changed in them")) \
	X(RESTORE, "restore", "R", "", ON_PAST, HERE | WRITE, MENU_RECORD, \
	  N_("put back what is marked: a value, a version or a whole act")) \
	X(LIMIT, "limit", "l", "", ON_LIST | ON_AHEAD, 0, MENU_VIEW, \
	  N_("show only what matches a query; an empty one shows all")) \
	X(FIND, "find", "/ F7", "", ON_START | ON_LIST | ON_AHEAD | ON_PAGER | ON_PAST | ON_PRINT | ON_TICK | ON_TREE, \
	  0, MENU_VIEW, \
	  N_("find words: a list narrows with every letter; from the start menu, in all the register")) \
	X(FIND_NEXT, "find-next", "n", "", ON_LIST | ON_AHEAD | ON_PAGER | ON_PAST | ON_PRINT | ON_TICK | ON_TREE, \
	  0, MENU_VIEW, \
	  N_("find again")) \
	X(FIND_PREVIOUS, "find-previous", "N", "", ON_LIST | ON_AHEAD | ON_PAGER | ON_PAST | ON_PRINT | ON_TICK | ON_TREE, \
	  0, MENU_VIEW, \
	  N_("find again, backwards")) \
	X(SORT, "sort", "s", "", ON_LIST | ON_ROWS, 0, MENU_VIEW, N_("sort by another column; rows by the current one, parties in protocol order")) \
	X(COLUMNS, "columns", "K", "", ON_LIST, 0, MENU_VIEW, \
	  N_("choose the columns by fields and paths: process.name; empty, those of the view")) \
	X(VIEW, "view", "v", "", ON_LIST | ON_CALENDAR | ON_PRINT, 0, MENU_VIEW, \
	  N_("another view of the schema, or a limit that was kept; a calendar with or without what is due; another document")) \
	X(AS_OF, "as-of", "@", "", ON_LOOK, 0, MENU_VIEW, \
	  N_("show what was in force on a date; an empty one shows all")) \
	X(TREE, "tree", "T", "", ON_LIST | ON_TREE, 0, MENU_VIEW, \
	  N_("show the list as a tree; again: the plain list")) \
	X(GO, "go", "g", "", ON_LIST | ON_CALENDAR, 0, MENU_VIEW, N_("go to a code, or into the sorted column; in a calendar, to a day")) \
	X(JUMP, "jump", "=", "", ON_LOOK | ON_AHEAD | ON_FORM, 0, MENU_VIEW, N_("open any record by its code")) \
	X(TAG, "tag", "t", "", ON_LIST | ON_ROWS | ON_TICK, HERE, MENU_VIEW, \
	  N_("tag (tick) it, or remove the tag")) \
	X(TAG_RANGE, "tag-range", "V", "", ON_ROWS, HERE, MENU_RECORD, \
	  N_("tag all from the last one that was tagged to this one")) \
	X(TAG_NONE, "tag-none", "U", "", ON_ROWS, 0, MENU_RECORD, N_("remove all tags")) \
	X(FIRST_VALUE, "first-value", "y", "", ON_ROWS, HERE | WRITE, MENU_RECORD, \
	  N_("give the row the first value of its status, such as attended, and go on")) \
	X(NEXT_VALUE, "next-value", ".", "", ON_ROWS, HERE | WRITE, MENU_RECORD, \
	  N_("give the row the next value of its status, and at last none")) \
	X(APPLY, "apply", ";", "", ON_LIST | ON_ROWS, HERE | WRITE, MENU_RECORD, \
	  N_("set one value in all tagged records, or in all that are shown")) \
	X(FILL, "members", "m", "", ON_ROWS, WRITE, MENU_RECORD, \
	  N_("tick from the members on that day")) \
	X(ROW_UP, "row-up", "{", "", ON_ROWS, HERE | WRITE, MENU_RECORD, N_("move the row up")) \
	X(ROW_DOWN, "row-down", "}", "", ON_ROWS, HERE | WRITE, MENU_RECORD, \
	  N_("move the row down")) \
	X(PRINT, "print", "p", "", ON_SEE | ON_FORM, HERE, MENU_RECORD, \
	  N_("show it as a document; there another one, or write it to a file")) \
	X(HISTORY, "history", "h", "", ON_SEE | ON_FORM, HERE, MENU_RECORD, \
	  N_("what was changed in it, when and by whom")) \
	X(USED_BY, "used-by", "i", "", ON_SEE | ON_FORM, HERE, MENU_RECORD, N_("what refers to it")) \
	X(FOLLOW_UPS, "follow-ups", "f", "", ON_START | ON_SEE | ON_FORM, 0, MENU_VIEW, \
	  N_("its follow-ups; from the start menu, what is late and what is due")) \
	X(CALENDAR, "calendar", "w", "", ON_START | ON_LIST | ON_RECORD, HERE, MENU_VIEW, \
	  N_("what meets and what is due, from the day of the record, or from today")) \
	X(CLASHES, "clashes", "W", "", ON_START | ON_LIST | ON_RECORD | ON_CALENDAR, HERE, MENU_VIEW, \
	  N_("meetings on the same days that one State is expected at")) \
	X(OTHER, "other", "]", "", ON_CLASHES, HERE, MENU_RECORD, \
	  N_("open the other of the two that clash")) \
	X(LATER, "later", "] Right", "", ON_CALENDAR, 0, MENU_VIEW, N_("to the next month")) \
	X(EARLIER, "earlier", "[ Left", "", ON_CALENDAR, 0, MENU_VIEW, N_("to the month before")) \
	X(SERIES, "series", "S", "", ON_SEE, HERE, MENU_VIEW, \
	  N_("its series in order: what was decided, what is open")) \
	X(COVER, "covered-by", "o", "", ON_SEE, HERE, MENU_VIEW, \
	  N_("the offices that cover it, with telephone and e-mail")) \
	X(ROLL, "attendance", "A", "", ON_SEE, HERE, MENU_VIEW, \
	  N_("who came to it, who sent apologies, who of the members was not there")) \
	X(GRID, "grid", "G", "", ON_LIST, WRITE, MENU_RECORD, \
	  N_("enter returns line by line, beside the figures of the last period")) \
	X(FOLD, "fold", "Left -", "", ON_TREE, HERE, MENU_VIEW, N_("hide what is below it")) \
	X(UNFOLD, "unfold", "Right", "", ON_TREE, HERE, MENU_VIEW, N_("show what is below it")) \
	X(DRAFTS, "drafts", "D", "", ON_START | ON_SEE, 0, MENU_TOOLS, \
	  N_("my unfinished edits, to be continued")) \
	X(EXPORT, "export", "x", "", ON_PRINT, 0, MENU_TOOLS, N_("write it to a file")) \
	X(LOG, "log", "L", "", ON_LOOK, 0, MENU_TOOLS, N_("the log of what was done in the register")) \
	X(SAVE, "save", "F2", "F2", ON_LIST | ON_TYPING | ON_GRID | ON_TICK | ON_CONFLICT, 0, MENU_VIEW, \
	  N_("save now and go on; in a list, keep the limit under a name")) \
	X(FINISH, "finish", "^X", "^X", ON_TYPING | ON_GRID | ON_TICK | ON_CONFLICT, 0, MENU_NONE, \
	  N_("save, discard or keep editing")) \
	X(LOOK_UP, "look-up", "", "F4 ^F", ON_FORM, 0, MENU_NONE, \
	  N_("choose what the field may hold")) \
	X(DITTO, "ditto", "\"", "F9", ON_FORM, 0, MENU_RECORD, \
	  N_("the value of the record that was saved last")) \
	X(LONG_TEXT, "long-text", "", "^E", ON_FORM, 0, MENU_NONE, \
	  N_("edit the field on the whole screen")) \
	X(CLEAR, "clear", "", "^U", ON_TYPING, 0, MENU_NONE, N_("empty the field")) \
	X(PUT_BACK, "put-back", "", "^R", ON_TYPING, 0, MENU_NONE, \
	  N_("restore the value that is in the register")) \
	X(REFRESH, "refresh", "r F5", "", ON_LOOK | ON_AHEAD, 0, MENU_TOOLS, N_("read it again from the register")) \
	X(REDRAW, "redraw", "^L", "^L", ON_ALL, 0, MENU_TOOLS, N_("draw the screen again")) \
	X(MENU, "menu", "^G F10", "^G F10", ON_ALL, 0, MENU_NONE, N_("the menus")) \
	X(HELP, "help", "? F1", "F1", ON_ALL, 0, MENU_HELP, N_("what the keys do")) \
	X(PALETTE, "find-action", ":", "", ON_ALL, 0, MENU_HELP, \
	  N_("find an action by a part of its name and run it")) \
	X(MAIN, "main-menu", "F3", "", ON_LOOK | ON_AHEAD | ON_DRAFTS, 0, MENU_REGISTER, N_("to the start menu")) \
	X(BACK, "back", "q Esc F12", "Esc F12", ON_ALL, 0, MENU_REGISTER, N_("back; from the start menu, leave the program"))

enum action_id {
#define ACTION_ENUM(id, name, keys, form_keys, screens, needs, menu, help) ACTION_##id,
	ACTION_LIST(ACTION_ENUM)
#undef ACTION_ENUM
	ACTION_COUNT,
	ACTION_NONE = ACTION_COUNT
};

struct action {
	const char *name, *keys, *form_keys, *help;
	unsigned screens, needs;
	enum menu_place menu;
};

extern const struct action actions[ACTION_COUNT];

/* Whether letters are text on the screen, so that only its form keys command. */
static inline bool
is_form_screen(unsigned screen)
{
	return (screen & ON_TYPING) != 0;
}

/* What the interface calls it, in its language; the name itself is for files and commands. */
const char *action_label(enum action_id id);

/* Columns for the labels of all actions of those screens. */
int action_label_width(unsigned screens);

/* What it does, as far as there is room: up to the end of a clause. The caller frees it. */
char *action_help(enum action_id id, int width);

const char *menu_name(enum menu_place menu);

#endif
