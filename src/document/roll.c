/* Prints the list of participants: who took part, in the order of protocol. */
#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "document/building.h"
#include "figures/roll.h"

/* What became of a party. */
enum fate { FATE_THERE, FATE_APOLOGY, FATE_ABSENT, FATE_SILENT };

struct roll {
	struct building *building;
	const struct part *part;
	const struct record *record;
	const struct field *table;
	const struct value *rows;
	struct member *there;
	size_t count;
	const struct value *secretariat;        /* of the series; NULL: not known */
	struct record *series;
	bool is_provisional;
};

/* ---- who belongs where */

static enum choice_role
role_of(const struct row *row, const struct field *f)
{
	const struct value *v = f == NULL ? NULL : row_value(row, f);
	const struct choice *c = v == NULL || v->kind != VALUE_NUMBER ? NULL :
	                         field_choice(f, (unsigned)v->number);

	return c == NULL ? CHOICE_ROLE_NONE : c->role;
}

/* Before it is held those take part who have accepted; afterwards those who came. */
static enum fate
fate_of(const struct roll *r, const struct member *m)
{
	const struct fields *columns = r->table->table;
	enum choice_role role = role_of(&r->rows->rows[m->row],
	                                columns->by_role[r->is_provisional ? ROLE_RESPONSE : ROLE_STATUS]);

	switch (role) {
	case CHOICE_ROLE_ACCEPTED:
	case CHOICE_ROLE_ATTENDED: return FATE_THERE;
	case CHOICE_ROLE_DECLINED:
	case CHOICE_ROLE_APOLOGY:  return FATE_APOLOGY;
	case CHOICE_ROLE_ABSENT:   return FATE_ABSENT;
	default:                   return FATE_SILENT;
	}
}

static bool
is_secretariat(const struct roll *r, const struct member *m)
{
	return r->secretariat != NULL && value_has_number(r->secretariat, m->party.number);
}

static bool
is_state(const struct member *m)
{
	return m->party.kind == 0;
}

/* ---- tables */

static void
put_party(const struct roll *r, const struct member *m, struct block *table)
{
	struct reading reading = r->building->reading;
	const struct choice *as = NULL;
	const struct field *capacity = roll_capacity(r->record, r->table);
	struct buf name;

	if (capacity != NULL)
		as = field_choice(capacity, (unsigned)m->as);
	buf_init(&name);
	if (as != NULL && as->role == CHOICE_ROLE_HOST)
		buf_printf(&name, _("%s (host)"), m->party.name);
	else
		buf_text(&name, m->party.name);
	block_cell(table, buf_string(&name));
	buf_clear(&name);
	reading.row = &r->rows->rows[m->row];
	reading.table = r->table;
	for (size_t i = 0; i < r->part->columns.count; i++) {
		const char *path = r->part->columns.list[i];
		struct buf cell;

		if (!path_is_disclosed(&reading, r->record->type, r->table, path))
			continue;
		buf_init(&cell);
		path_put(&reading, path, &cell);
		block_cell(table, buf_string(&cell));
		buf_clear(&cell);
	}
}

/* The parties for which wants() is true, under a heading; nothing if there are none. */
struct heading {
	const char *text;
	int level;
	bool (*wants)(const struct roll *r, const struct member *m, const void *context);
	const void *context;
};

static void
put_group(const struct roll *r, const struct heading *h)
{
	const char **head = mem_new(sizeof *head * (r->part->columns.count + 1));
	struct block *table = NULL;
	size_t columns = 1;

	head[0] = r->table->table->by_role[ROLE_PARTY]->label;
	for (size_t i = 0; i < r->part->columns.count; i++) {
		const char *path = r->part->columns.list[i];

		if (path_is_disclosed(&r->building->reading, r->record->type, r->table, path))
			head[columns++] = path_heading(r->record->type, r->table, path);
	}
	for (size_t i = 0; i < r->count; i++) {
		const struct member *m = &r->there[i];

		if (fate_of(r, m) != FATE_THERE || !h->wants(r, m, h->context))
			continue;
		if (table == NULL) {
			blocks_text(r->building->out, BLOCK_HEADING, r->building->depth + h->level, h->text);
			table = blocks_table(r->building->out, BLOCK_TABLE, head, columns);
		}
		put_party(r, m, table);
	}
	free(head);
}

static bool
has_capacity(const struct roll *r, const struct member *m, const void *context)
{
	return m->party.capacity == *(const unsigned *)context && !is_secretariat(r, m);
}

static bool
is_observer_of_class(const struct roll *r, const struct member *m, const void *context)
{
	const char *class = context;

	if (m->party.capacity != CAPACITY_OBSERVER || is_secretariat(r, m))
		return false;
	if (is_state(m) || m->party.class_label == NULL)
		return class == NULL;
	return class != NULL && strcmp(m->party.class_label, class) == 0;
}

static bool
serves(const struct roll *r, const struct member *m, const void *context)
{
	(void)context;
	return is_secretariat(r, m);
}

static bool
is_there_as(const struct roll *r, unsigned capacity)
{
	for (size_t i = 0; i < r->count; i++) {
		if (fate_of(r, &r->there[i]) == FATE_THERE &&
		    has_capacity(r, &r->there[i], &capacity))
			return true;
	}
	return false;
}

/* States, and then organisations by their class, which is the order in which they stand already. */
static void
put_observers(const struct roll *r)
{
	const char *last = NULL;

	if (!is_there_as(r, CAPACITY_OBSERVER))
		return;
	blocks_text(r->building->out, BLOCK_HEADING, r->building->depth + 2, _("Observers"));
	put_group(r, &(struct heading){ _("States"), 3, is_observer_of_class, NULL });
	for (size_t i = 0; i < r->count; i++) {
		const char *class = r->there[i].party.class_label;

		if (r->there[i].party.capacity != CAPACITY_OBSERVER || class == NULL ||
		    (last != NULL && strcmp(class, last) == 0))
			continue;
		put_group(r, &(struct heading){ class, 3, is_observer_of_class, class });
		last = class;
	}
}

/* Capacities that the schema has beside those that are known. */
static void
put_others(const struct roll *r)
{
	unsigned last = CAPACITY_OTHER - 1;

	for (size_t i = 0; i < r->count; i++) {
		const struct member *m = &r->there[i];

		if (m->party.capacity <= last)
			continue;
		last = m->party.capacity;
		put_group(r, &(struct heading){ m->role == NULL ? _("Others") : m->role, 2, has_capacity,
		                                &last });
	}
}

static void
put_all(const struct roll *r)
{
	static const unsigned member = CAPACITY_MEMBER, host = CAPACITY_HOST,
	                      partner = CAPACITY_PARTNER, guest = CAPACITY_GUEST;

	put_group(r, &(struct heading){ _("Member States"), 2, has_capacity, &member });
	put_group(r, &(struct heading){ _("Other participating States"), 2, has_capacity, &host });
	put_observers(r);
	put_group(r, &(struct heading){ _("Partners"), 2, has_capacity, &partner });
	put_group(r, &(struct heading){ _("Guests"), 2, has_capacity, &guest });
	put_others(r);
	put_group(r, &(struct heading){ _("Secretariat"), 2, serves, NULL });
}

/* ---- the foot */

static const struct field *
delegates_column(const struct roll *r)
{
	for (size_t i = 0; i < r->table->table->count; i++) {
		const struct field *f = &r->table->table->list[i];

		if (f->type == FIELD_INTEGER && is_disclosed(f, &r->building->reading.disclosure) &&
		    !field_has_role(f, ROLE_SMALL_COUNT))
			return f;
	}
	return NULL;
}

struct sums {
	size_t all, members, observers, states, organisations;
	uint64_t delegates;
};

static void
add_up(const struct roll *r, struct sums *s)
{
	const struct field *delegates = delegates_column(r);

	for (size_t i = 0; i < r->count; i++) {
		const struct member *m = &r->there[i];
		const struct value *v = delegates == NULL ? NULL :
		                        row_value(&r->rows->rows[m->row], delegates);

		if (fate_of(r, m) != FATE_THERE)
			continue;
		s->all++;
		if (v != NULL && v->kind == VALUE_NUMBER && v->number > 0)
			s->delegates += (uint64_t)v->number;
		if (m->party.capacity == CAPACITY_MEMBER)
			s->members++;
		else if (!is_state(m))
			s->organisations++;
		else if (m->party.capacity == CAPACITY_OBSERVER)
			s->observers++;
		else
			s->states++;
	}
}

static void
put_number(struct buf *out, const char *format, size_t number)
	__attribute__((format(printf, 2, 0)));

static void
put_number(struct buf *out, const char *format, size_t number)
{
	if (number == 0)
		return;
	buf_text(out, out->size > 0 ? ", " : "");
	buf_printf(out, format, number);
}

/* "6 delegations: 3 members, 1 observer State, 2 organisations; 30 delegates." */
static void
put_sums(const struct roll *r, struct buf *out)
{
	struct sums s = { 0 };
	struct buf kinds;

	add_up(r, &s);
	if (s.all == 0)
		return;
	buf_init(&kinds);
	put_number(&kinds, ngettext("%zu member", "%zu members", s.members), s.members);
	put_number(&kinds, ngettext("%zu other State", "%zu other States", s.states), s.states);
	put_number(&kinds, ngettext("%zu observer State", "%zu observer States", s.observers),
	           s.observers);
	put_number(&kinds, ngettext("%zu organisation", "%zu organisations", s.organisations),
	           s.organisations);
	buf_printf(out, ngettext("%zu delegation: %s", "%zu delegations: %s", s.all), s.all,
	           buf_string(&kinds));
	buf_clear(&kinds);
	if (s.delegates > 0) {
		buf_text(out, "; ");
		buf_printf(out, ngettext("%zu delegate", "%zu delegates", s.delegates),
		           (size_t)s.delegates);
	}
	buf_byte(out, '.');
}

static void
put_name(struct buf *names, const struct member *m)
{
	buf_printf(names, "%s%s", names->size > 0 ? ", " : "", m->party.name);
}

static void
put_names(struct buf *out, const char *format, struct buf *names) __attribute__((format(printf, 2, 0)));

static void
put_names(struct buf *out, const char *format, struct buf *names)
{
	if (names->size > 0) {
		buf_text(out, out->size > 0 ? " " : "");
		buf_printf(out, format, buf_string(names));
	}
	buf_clear(names);
}

static void
put_fate(const struct roll *r, enum fate fate, const char *format, struct buf *out)
	__attribute__((format(printf, 3, 0)));

static void
put_fate(const struct roll *r, enum fate fate, const char *format, struct buf *out)
{
	struct buf names;

	buf_init(&names);
	for (size_t i = 0; i < r->count; i++) {
		if (fate_of(r, &r->there[i]) == fate)
			put_name(&names, &r->there[i]);
	}
	put_names(out, format, &names);
}

/* Those on the list who have not answered, and full members who are not on it. */
static void
put_silent(const struct roll *r, struct buf *out)
{
	struct member *members = NULL;
	size_t count = 0;
	struct buf names;

	buf_init(&names);
	for (size_t i = 0; i < r->count; i++) {
		if (fate_of(r, &r->there[i]) == FATE_SILENT)
			put_name(&names, &r->there[i]);
	}
	if (members_on(r->building->reading.registry, r->record, r->table, &members, &count,
	               NULL) == ERR_OK) {
		for (size_t i = 0; i < count; i++) {
			if (!members[i].is_there && members[i].is_usual)
				put_name(&names, &members[i]);
		}
	}
	members_free(members, count);
	put_names(out, _("Not heard from: %s."), &names);
}

static void
put_summary(const struct roll *r)
{
	struct buf out;

	buf_init(&out);
	put_sums(r, &out);
	put_fate(r, FATE_APOLOGY, _("Apologies: %s."), &out);
	put_fate(r, FATE_ABSENT, _("Absent: %s."), &out);
	put_silent(r, &out);
	blocks_text(r->building->out, BLOCK_PARAGRAPH, 0, buf_string(&out));
	buf_clear(&out);
}

/* ---- the whole */

static void
find_secretariat(struct roll *r)
{
	const struct value *v = record_role(r->record, ROLE_SERIES);
	struct registry *registry = r->building->reading.registry;

	if (v != NULL && v->kind == VALUE_NUMBER &&
	    registry_get_number(registry, (uint32_t)v->number, &r->series, NULL) == ERR_OK)
		r->secretariat = record_role(r->series, ROLE_SECRETARIAT);
}

void
put_roll(struct building *b, const struct part *part)
{
	const struct record *record = b->reading.record;
	struct roll r = { .building = b, .part = part, .record = record,
	                  .table = record->type->fields.by_role[ROLE_ATTENDANCE],
	                  .is_provisional = is_provisional(record) };

	r.rows = record_value(record, r.table);
	if (r.rows->kind != VALUE_ROWS || !is_disclosed(r.table, &b->reading.disclosure))
		return;
	find_secretariat(&r);
	members_there(b->reading.registry, record, r.table, &r.there, &r.count);
	put_heading(b, r.is_provisional && part->provisional.count > 0 ? &part->provisional :
	                                                                 &part->heading);
	put_all(&r);
	put_summary(&r);
	members_free(r.there, r.count);
	record_free(r.series);
}
