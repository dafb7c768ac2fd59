/* Reads the options about days and parties that several commands have. */
#include <config.h>

#include "command/days.h"

#include "base/intl.h"

#define USUAL_DAYS 90

enum err_code
get_days(const struct invocation *in, partial_date *from, partial_date *to, struct err *e)
{
	enum err_code rc = get_date(in, "from", from, e);

	if (rc == ERR_OK)
		rc = get_date(in, "to", to, e);
	if (rc != ERR_OK)
		return rc;
	*from = *from == DATE_NONE ? date_today() : date_earliest(*from);
	*to = *to == DATE_NONE ? date_add(*from, USUAL_DAYS, 'd') : date_latest(*to);
	if (*to < *from)
		return err_set(e, ERR_USAGE, _("--to is a day before --from"));
	return ERR_OK;
}

enum err_code
get_party(const struct invocation *in, const struct type *type, uint32_t *out, struct err *e)
{
	const struct directory *d = registry_directory(in->registry);
	const struct field *attendance = type == NULL ? NULL :
	                                 type->fields.by_role[ROLE_ATTENDANCE];
	const struct field *party = attendance == NULL ? NULL :
	                            attendance->table->by_role[ROLE_PARTY];
	const char *text = option_value(in, "party");

	*out = 0;
	if (text == NULL)
		return ERR_OK;
	if (party == NULL)
		return err_set(e, ERR_USAGE, _("no type of the schema says who attends"));
	if (d->resolve(d->context, party, text, out, e) != ERR_OK)
		return e->code = ERR_USAGE;
	return ERR_OK;
}
