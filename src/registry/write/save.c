/* Saves, removes and renames one record. */
#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/clock.h"
#include "base/intl.h"
#include "registry/read/read_internal.h"
#include "registry/write/write_internal.h"

/* "set meeting CP-20181116" for the register's log; the caller frees it. */
static char *
sentence_for(struct registry *r, enum act_kind kind, const struct record *record)
{
	char *code = registry_code(r, record);
	char *sentence = mem_printf("%s %s %s", act_rules[kind].name, record->type->name, code);

	free(code);
	return sentence;
}

/* Who came first, and what that means. stored is what the store has by now. */
static enum err_code
conflict(struct registry *r, const struct record *record, const struct stored *stored,
         struct err *e)
{
	struct record now = { .number = record->number, .version = stored->version };
	char when[CLOCK_TEXT] = "?", *code = registry_code(r, record);
	const char *who = "?";
	int64_t at;

	if (registry_last_change(r, &now, &at, &who))
		clock_format(at, when);
	if (stored->is_removed)
		err_set(e, ERR_CONFLICT, _("%s %s was removed by %s at %s; nothing was saved"),
		        record->type->label, code, who, when);
	else
		err_set(e, ERR_CONFLICT,
		        _("%s %s was changed by %s at %s (version %llu, yours is based on"
		          " %llu); nothing was saved"),
		        record->type->label, code, who, when, (unsigned long long)stored->version,
		        (unsigned long long)record->version);
	free(code);
	return ERR_CONFLICT;
}

/* A new record may have an identity already: a draft's, which another session may have saved. */
static enum err_code
check_identity(struct registry *r, const struct record *record, struct err *e)
{
	uint32_t number;
	char *code;
	enum err_code rc;

	if (uuid_is_nil(&record->uuid))
		return ERR_OK;
	rc = uuids_get(r->txn, &record->uuid, &number, e);
	if (rc != ERR_OK)
		return rc == ERR_NOT_FOUND ? ERR_OK : rc;
	code = registry_code(r, record);
	err_set(e, ERR_CONFLICT, _("%s %s was saved already; nothing was saved now"),
	        record->type->label, code);
	free(code);
	return ERR_CONFLICT;
}

/* What the store has now, if that is still the version which the record is based on. */
static enum err_code
load_base(struct registry *r, const struct record *record, struct record **before,
          struct stored *stored, struct err *e)
{
	enum err_code rc;

	*before = NULL;
	if (record->number == 0)
		return check_identity(r, record, e);
	rc = load_record(r, record->number, before, stored, e);
	if (rc == ERR_NOT_FOUND || (rc == ERR_OK && stored->version != record->version)) {
		rc = conflict(r, record, stored, e);
		record_free(*before);
		*before = NULL;
	}
	return rc;
}

/* The version that was merged in becomes a parent beside the one that is there. */
enum err_code
add_parent(struct registry *r, uint32_t number, uint64_t version, struct stored *stored,
           struct err *e)
{
	struct entry_key key;
	enum err_code rc;

	if (version == 0 || version == stored->version || stored->head_count == MOST_HEADS)
		return ERR_OK;
	rc = history_get(r->txn, number, version, &key, e);
	if (rc == ERR_OK)
		stored->heads[stored->head_count++] = key;
	return rc == ERR_NOT_FOUND ? ERR_OK : rc;
}

/* How a record is saved. */
struct saving {
	enum act_kind kind;
	uint64_t merged;                /* version that was merged in; 0: none */
};

/* The record in place of `before` (NULL: it is new), in the act, which is ended either way. The
 * sentence is made here: only now is it known what the record's code is. */
static enum err_code
put_and_end(struct act *act, const struct saving *how, struct record *record,
            const struct record *before, struct stored *stored, struct problems *problems,
            struct saved *saved, struct err *e)
{
	struct registry *r = act->registry;
	enum err_code rc;

	record_check(record, before, problems);
	rc = problems_err(problems, e);
	if (rc == ERR_OK && before != NULL)
		rc = add_parent(r, record->number, how->merged, stored, e);
	if (rc == ERR_OK)
		rc = act_put(act, record, before, before == NULL ? NULL : stored,
		             &saved->is_unchanged, e);
	if (rc == ERR_OK) {
		char *sentence = sentence_for(r, how->kind, record);

		act_say(act, sentence);
		free(sentence);
		rc = act_end(act, false, NULL, e);
	} else {
		act_abort(act);
	}
	saved->number = record->number;
	saved->version = record->version;
	return rc;
}

static enum err_code
save(struct registry *r, const struct saving *how, struct record *record,
     struct problems *problems, struct saved *saved, struct err *e)
{
	struct record *before = NULL;
	struct stored stored;
	struct act act;
	enum err_code rc = act_begin(&act, r, how->kind, act_rules[how->kind].name, e);

	if (rc != ERR_OK)
		return rc;
	rc = load_base(r, record, &before, &stored, e);
	if (rc == ERR_OK)
		rc = put_and_end(&act, how, record, before, &stored, problems, saved, e);
	else
		act_abort(&act);
	record_free(before);
	return rc;
}

/* The record of the code as it is now, in the present act; *stored is what the store has of it. */
static enum err_code
load_code(struct registry *r, const struct type *type, const char *code, struct record **out,
          struct stored *stored, struct err *e)
{
	uint32_t number;
	enum err_code rc = registry_find_code(r, type, code, &number, e);

	*out = NULL;
	return rc == ERR_OK ? load_record(r, number, out, stored, e) : rc;
}

static enum err_code
change(struct registry *r, const struct saving *how, const struct type *type, const char *code,
       const struct amending *by, struct problems *problems, struct saved *saved, struct err *e)
{
	struct record *before, *record;
	struct stored stored;
	struct act act;
	enum err_code rc = act_begin(&act, r, how->kind, act_rules[how->kind].name, e);

	if (rc != ERR_OK)
		return rc;
	rc = load_code(r, type, code, &before, &stored, e);
	if (rc != ERR_OK) {
		act_abort(&act);
		return rc;
	}
	record = record_copy(before);
	rc = by->change(by->context, record, e);
	if (rc == ERR_OK)
		rc = put_and_end(&act, how, record, before, &stored, problems, saved, e);
	else
		act_abort(&act);
	record_free(record);
	record_free(before);
	return rc;
}

enum err_code
registry_change(struct registry *r, const struct type *type, const char *code,
                const struct amending *by, struct problems *problems, struct saved *saved,
                struct err *e)
{
	const struct saving how = { .kind = ACT_SET };

	return change(r, &how, type, code, by, problems, saved, e);
}

static enum err_code
save_or_keep(struct registry *r, const struct saving *how, struct record *record,
             struct problems *problems, struct saved *saved, struct err *e)
{
	struct record identity = { .number = record->number, .uuid = record->uuid,
	                           .version = record->version };
	const struct field *code = type_code(record->type);
	struct value *given = record_value(record, code->part_count > 0 ?
	                                   code->parts[code->part_count - 1] : code);
	struct value before = *given;
	struct problems own = { 0 };
	struct saved ignored;
	enum err_code rc;

	rc = save(r, how, record, problems == NULL ? &own : problems,
	          saved == NULL ? &ignored : saved, e);
	problems_clear(&own);
	if (rc != ERR_OK) {             /* what was not saved has got neither number nor code */
		*given = before;
		record->number = identity.number;
		record->uuid = identity.uuid;
		record->version = identity.version;
	}
	return rc;
}

enum err_code
registry_save(struct registry *r, struct record *record, struct problems *problems,
              struct saved *saved, struct err *e)
{
	const struct saving how = { .kind = record->number == 0 ? ACT_ADD : ACT_SET };

	return save_or_keep(r, &how, record, problems, saved, e);
}

enum err_code
registry_save_merged(struct registry *r, struct record *record, uint64_t mine,
                     struct problems *problems, struct saved *saved, struct err *e)
{
	const struct saving how = { .kind = ACT_SET, .merged = mine };

	return save_or_keep(r, &how, record, problems, saved, e);
}

enum err_code
registry_restore(struct registry *r, struct record *record, struct problems *problems,
                 struct saved *saved, struct err *e)
{
	const struct saving how = { .kind = ACT_PUT_BACK };

	return save_or_keep(r, &how, record, problems, saved, e);
}

static enum err_code
remove_and_end(struct act *act, const struct record *before, const struct stored *stored,
               struct err *e)
{
	char *sentence = sentence_for(act->registry, ACT_REMOVE, before);
	enum err_code rc = act_remove(act, before, stored, e);

	act_say(act, sentence);
	free(sentence);
	if (rc == ERR_OK)
		return act_end(act, false, NULL, e);
	act_abort(act);
	return rc;
}

enum err_code
registry_remove(struct registry *r, const struct record *record, struct err *e)
{
	struct record *before = NULL;
	struct stored stored;
	struct act act;
	enum err_code rc = act_begin(&act, r, ACT_REMOVE, act_rules[ACT_REMOVE].name, e);

	if (rc != ERR_OK)
		return rc;
	rc = load_base(r, record, &before, &stored, e);
	if (rc == ERR_OK)
		rc = remove_and_end(&act, before, &stored, e);
	else
		act_abort(&act);
	record_free(before);
	return rc;
}

enum err_code
registry_remove_code(struct registry *r, const struct type *type, const char *code,
                     struct err *e)
{
	struct record *before = NULL;
	struct stored stored;
	struct act act;
	enum err_code rc = act_begin(&act, r, ACT_REMOVE, act_rules[ACT_REMOVE].name, e);

	if (rc != ERR_OK)
		return rc;
	rc = load_code(r, type, code, &before, &stored, e);
	if (rc == ERR_OK)
		rc = remove_and_end(&act, before, &stored, e);
	else
		act_abort(&act);
	record_free(before);
	return rc;
}

struct renaming {
	struct registry *registry;
	const char *code;
};

static enum err_code
default_code_to(void *context, struct record *record, struct err *e)
{
	const struct renaming *to = context;

	return record_assign(record, type_code(record->type)->name, ASSIGN_SET, to->code,
	                     &to->registry->directory, e);
}

enum err_code
registry_rename(struct registry *r, const struct type *type, const char *code,
                const char *new_code, struct err *e)
{
	const struct saving how = { .kind = ACT_RENAME };
	struct renaming to = { r, new_code };
	const struct amending by = { default_code_to, &to };
	struct problems problems = { 0 };
	struct saved saved;
	enum err_code rc;

	if (type_computes_code(type))
		return err_set(e, ERR_DATA,
		               _("the code is computed from other fields (%s) and follows"
		                 " them"),
		               type->name);
	rc = change(r, &how, type, code, &by, &problems, &saved, e);
	problems_clear(&problems);
	return rc;
}
