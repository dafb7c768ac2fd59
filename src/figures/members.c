/* Finds where the members of a series stand. */
#include <config.h>

#include "figures/members.h"

#include <string.h>

/* The column of the attendance that says in which role: the choice that shares most names with the
 * roles of a membership, by which memberships are told from chairs and the like. */
static size_t
shared_names(const struct field *a, const struct field *b)
{
	size_t shared = 0;

	for (size_t i = 0; i < a->choice_count; i++) {
		for (size_t j = 0; j < b->choice_count; j++)
			shared += strcmp(a->choices[i].name, b->choices[j].name) == 0;
	}
	return shared;
}

static size_t
best_column(const struct field *table, const struct field *status, const struct field **column)
{
	size_t most = 0;

	*column = NULL;
	for (size_t i = 0; table != NULL && i < table->table->count; i++) {
		const struct field *f = &table->table->list[i];
		size_t shared = f->type == FIELD_CHOICE ? shared_names(f, status) : 0;

		if (shared > most) {
			most = shared;
			*column = f;
		}
	}
	return most;
}

const struct field *
membership_table(const struct type *type, const struct field *attendance, const struct field **as)
{
	const struct field *best = NULL;
	size_t most = 0;

	*as = NULL;
	for (size_t i = 0; i < type->fields.count; i++) {
		const struct field *f = &type->fields.list[i], *column;
		size_t shared;

		if (f->table == NULL || f->table->by_role[ROLE_PARTY] == NULL ||
		    f->table->by_role[ROLE_STATUS] == NULL)
			continue;
		shared = best_column(attendance, f->table->by_role[ROLE_STATUS], &column);
		if (field_has_role(f, ROLE_MEMBERS)) {
			*as = column;
			return f;
		}
		if (best == NULL || shared > most) {
			best = f;
			most = shared;
			*as = column;
		}
	}
	return best;
}

const struct choice *
membership_full(const struct field *members, const struct field *as)
{
	const struct field *status = members->table->by_role[ROLE_STATUS];

	for (size_t i = 0; as != NULL && as->choice_count > 0 && i < status->choice_count; i++) {
		if (strcmp(status->choices[i].name, as->choices[0].name) == 0)
			return &status->choices[i];
	}
	return status->choice_count > 0 ? &status->choices[0] : NULL;
}
