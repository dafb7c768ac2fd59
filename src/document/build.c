/* Turns a definition and its records into blocks, part by part. */
#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "document/building.h"
#include "query/query.h"
#include "registry/select.h"
#include "settings/conf.h"

static enum err_code put_parts(struct building *b, struct err *e);

/* ---- what parts share */

void
put_heading(struct building *b, const struct conf_label *label)
{
	blocks_text(b->out, BLOCK_HEADING, b->depth + 1, conf_label_in(label, b->reading.language));
}

bool
is_provisional(const struct record *record)
{
	const struct field *status = record->type->fields.by_role[ROLE_STATUS];
	const struct value *v = status == NULL ? NULL : record_value(record, status);
	const struct choice *c = v == NULL || v->kind != VALUE_NUMBER ? NULL :
	                         field_choice(status, (unsigned)v->number);

	return c != NULL && c->role != CHOICE_ROLE_HELD && c->role != CHOICE_ROLE_LOCKS;
}

static void
put_tokens(struct building *b, enum block_kind kind, const char *text)
{
	struct buf out;

	buf_init(&out);
	tokens_put(&b->reading, text, &out);
	blocks_text(b->out, kind, 0, buf_string(&out));
	buf_clear(&out);
}

/* A long text: a blank line ends a paragraph. */
static void
put_paragraphs(struct building *b, const char *text)
{
	while (*text != '\0') {
		const char *end = strstr(text, "\n\n");
		size_t n = end == NULL ? strlen(text) : (size_t)(end - text);
		char *paragraph = mem_textn(text, n);

		blocks_text(b->out, BLOCK_PARAGRAPH, 0, paragraph);
		free(paragraph);
		text += n + strspn(text + n, "\n");
	}
}

/* ---- parts of one record */

static const char *
cover_title(const struct building *b, const struct part *part)
{
	const struct conf_label *title = &part->title;

	if (part->provisional.count > 0 && b->reading.record != NULL &&
	    is_provisional(b->reading.record))
		title = &part->provisional;
	return title->count > 0 ? conf_label_in(title, b->reading.language) :
	                          document_label(b->document, b->reading.language);
}

/* Lines that say nothing are left out. */
static void
put_lines(struct building *b, const struct part *part, size_t first)
{
	struct buf lines;

	buf_init(&lines);
	for (size_t i = first; b->reading.record != NULL && i < part->lines.count; i++) {
		size_t before = lines.size;

		buf_text(&lines, before > 0 ? "\n" : "");
		tokens_put(&b->reading, part->lines.list[i], &lines);
		if (lines.size == before + (before > 0))
			lines.size = before;
	}
	blocks_text(b->out, BLOCK_PARAGRAPH, 0, buf_string(&lines));
	buf_clear(&lines);
}

/* Within another document the cover is a heading: its first line. */
static void
put_cover(struct building *b, const struct part *part)
{
	size_t first = 0;

	if (b->depth == 0) {
		blocks_text(b->out, BLOCK_PARAGRAPH, 0, b->printing->house);
		blocks_text(b->out, BLOCK_TITLE, 0, cover_title(b, part));
	} else if (part->lines.count > 0) {
		struct buf heading;

		buf_init(&heading);
		tokens_put(&b->reading, part->lines.list[first++], &heading);
		blocks_text(b->out, BLOCK_HEADING, b->depth, buf_string(&heading));
		buf_clear(&heading);
	}
	put_lines(b, part, first);
	if (part->symbol != NULL && b->reading.record != NULL)
		put_tokens(b, BLOCK_NOTE, part->symbol);
}

static void
put_facts(struct building *b, const struct part *part)
{
	const struct type *type = b->reading.record->type;
	struct block *facts = NULL;

	for (size_t i = 0; i < part->fields.count; i++) {
		const char *path = part->fields.list[i];
		struct buf value;

		buf_init(&value);
		path_put(&b->reading, path, &value);
		if (value.size > 0) {
			if (facts == NULL) {
				put_heading(b, &part->heading);
				facts = blocks_table(b->out, BLOCK_FACTS, NULL, 2);
			}
			block_cell(facts, path_heading(type, NULL, path));
			block_cell(facts, buf_string(&value));
		}
		buf_clear(&value);
	}
}

static void
put_long_text(struct building *b, const struct part *part)
{
	struct buf text;

	if (part->field == NULL)
		return;
	buf_init(&text);
	path_put(&b->reading, part->field, &text);
	if (text.size > 0) {
		put_heading(b, &part->heading);
		put_paragraphs(b, buf_string(&text));
	}
	buf_clear(&text);
}

/* A paragraph: a sentence or more in the language, or lines. */
static void
put_letter(struct building *b, const struct part *part)
{
	const char *text = conf_label_in(&part->text, b->reading.language);

	if (text != NULL)
		put_tokens(b, BLOCK_PARAGRAPH, text);
	put_lines(b, part, 0);
}

/* ---- records */

struct records {
	struct item *list;
	size_t count, room;
};

static bool
keep_record(void *context, const struct record *record)
{
	struct records *r = context;

	MEM_ROOM(r->list, r->count, r->room);
	r->list[r->count++] = (struct item){ .record = record_copy(record) };
	return true;
}

static void
forget_records(struct records *r)
{
	for (size_t i = 0; i < r->count; i++)
		record_free((struct record *)r->list[i].record);
	free(r->list);
}

static enum err_code
find_records(const struct building *b, const struct type *type, const char *text,
             const char *narrower, const char *sort, struct records *out, struct err *e)
{
	struct registry *r = b->reading.registry;
	const struct query_scope scope = { registry_schema(r), type, NULL };
	const struct order order = {
		.field = sort == NULL ? NULL : fields_find(&type->fields, sort) };
	struct select what = { .type = type, .as_of = b->reading.as_of, .orders = &order,
	                       .order_count = order.field != NULL };
	struct selection *s = NULL;
	enum err_code rc = query_parse(text, &scope, &what.query, e);

	if (rc == ERR_OK && *narrower != '\0')
		rc = query_narrow(what.query, narrower, e);
	if (rc == ERR_OK)
		rc = registry_select(r, &what, &s, e);
	if (rc == ERR_OK)
		rc = selection_every(s, keep_record, out, e);
	selection_free(s);
	query_free(what.query);
	return rc;
}

/* Another document, once a record, as sections of this one. */
static enum err_code
put_each(struct building *b, const struct part *part, const struct records *records, struct err *e)
{
	struct building inner = *b;
	enum err_code rc = documents_find(b->printing->documents, part->each, &inner.document, e);

	if (rc != ERR_OK || records->count == 0)
		return rc;
	put_heading(b, &part->heading);
	inner.depth = b->depth + 1;
	for (size_t i = 0; rc == ERR_OK && i < records->count; i++) {
		inner.reading.record = records->list[i].record;
		rc = put_parts(&inner, e);
	}
	return rc;
}

static enum err_code
put_records(struct building *b, const struct part *part, struct err *e)
{
	const struct schema *schema = registry_schema(b->reading.registry);
	const struct type *type = b->document->type;
	struct records records = { 0 };
	struct buf query;
	enum err_code rc = part->type == NULL ? ERR_OK : schema_find_type(schema, part->type, &type, e);

	buf_init(&query);
	if (part->query != NULL)
		tokens_put(&b->reading, part->query, &query);
	if (rc == ERR_OK)
		rc = find_records(b, type, part->type == NULL && b->query != NULL ? b->query : "",
		                  buf_string(&query), part->sort, &records, e);
	if (rc == ERR_OK && part->each != NULL)
		rc = put_each(b, part, &records, e);
	else if (rc == ERR_OK)
		put_items(b, part, type, NULL, records.list, records.count);
	forget_records(&records);
	buf_clear(&query);
	return rc;
}

/* ---- documents */

static enum err_code
put_parts(struct building *b, struct err *e)
{
	enum err_code rc = ERR_OK;

	for (size_t i = 0; rc == ERR_OK && i < b->document->part_count; i++) {
		const struct part *part = &b->document->parts[i];

		switch (part->kind) {
		case PART_COVER:   put_cover(b, part); break;
		case PART_FACTS:   put_facts(b, part); break;
		case PART_ROWS:    put_rows(b, part); break;
		case PART_ROLL:    put_roll(b, part); break;
		case PART_TEXT:    put_long_text(b, part); break;
		case PART_LETTER:  put_letter(b, part); break;
		case PART_BREAK:   blocks_break(b->out); break;
		case PART_RECORDS: rc = put_records(b, part, e); break;
		case PART_COUNT:   break;
		}
	}
	return rc;
}

static void
begin(struct building *b, const struct printing *p, const struct document *d,
      const struct record *record, struct blocks *out)
{
	*b = (struct building){ .printing = p, .document = d, .out = out };
	b->reading = (struct reading){ .registry = p->registry, .language = p->language,
	                               .disclosure = p->disclosure, .as_of = p->as_of,
	                               .record = record, .has_sensitive = &b->has_sensitive };
}

/* Whoever gets the paper must know how far it may go. */
static void
put_foot(struct building *b)
{
	if (b->has_sensitive)
		blocks_text(b->out, BLOCK_NOTE, 0,
		            _("Contains names of persons: not for circulation beyond the participants."));
}

static enum err_code
print_letters(struct building *b, uint64_t row, struct err *e)
{
	const struct record *record = b->reading.record;
	const struct field *table = fields_find(&record->type->fields, b->document->each);
	const struct value *rows = record_value(record, table);
	enum err_code rc = ERR_OK;

	b->reading.table = table;
	for (uint32_t i = 0; rc == ERR_OK && rows->kind == VALUE_ROWS && i < rows->count; i++) {
		if (row != 0 && rows->rows[i].id != row)
			continue;
		b->reading.row = &rows->rows[i];
		blocks_break(b->out);
		rc = put_parts(b, e);
	}
	return rc;
}

enum err_code
document_print(const struct printing *p, const struct document *d, const struct record *record,
               uint64_t row, struct blocks *out, struct err *e)
{
	struct building b;
	enum err_code rc;

	begin(&b, p, d, record, out);
	rc = d->each != NULL ? print_letters(&b, row, e) : put_parts(&b, e);
	put_foot(&b);
	return rc;
}

static enum err_code
print_one_by_one(struct building *b, struct err *e)
{
	struct records records = { 0 };
	enum err_code rc = find_records(b, b->document->type, b->query, "", NULL, &records, e);

	for (size_t i = 0; rc == ERR_OK && i < records.count; i++) {
		blocks_break(b->out);
		rc = document_print(b->printing, b->document, records.list[i].record, 0, b->out, e);
	}
	if (rc == ERR_OK && records.count == 0)
		rc = err_set(e, ERR_NOT_FOUND, _("no %s matches \"%s\""), b->document->type->name,
		             b->query);
	forget_records(&records);
	return rc;
}

enum err_code
document_print_set(const struct printing *p, const struct document *d, const char *query,
                   struct blocks *out, struct err *e)
{
	struct building b;
	enum err_code rc;

	begin(&b, p, d, NULL, out);
	b.query = query;
	if (!d->is_set)
		return print_one_by_one(&b, e);
	rc = put_parts(&b, e);
	put_foot(&b);
	return rc;
}

bool
document_has_sensitive(const struct printing *p, const struct document *d,
                       const struct record *record)
{
	struct printing all = *p;
	struct blocks blocks = { 0 };
	struct building b;

	all.disclosure.sensitive = true;
	begin(&b, &all, d, record, &blocks);
	if (d->each != NULL)
		print_letters(&b, 0, NULL);
	else
		put_parts(&b, NULL);
	blocks_clear(&blocks);
	return b.has_sensitive;
}

char *
document_row_name(struct registry *r, const struct field *table, const struct row *row, size_t place)
{
	const struct directory *d = registry_directory(r);
	const struct field *party = table->table->by_role[ROLE_PARTY];
	const struct value *v = party == NULL ? NULL : row_value(row, party);
	struct buf name;

	buf_init(&name);
	if (v != NULL && v->kind == VALUE_NUMBER)
		d->code(d->context, (uint32_t)v->number, &name);
	if (name.size == 0)
		buf_printf(&name, "%zu", place);
	return buf_take(&name);
}
