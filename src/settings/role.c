/* Decides what an operator may do, by the groups that the operator is in. */
#include <config.h>

#include "settings/role.h"

#include <grp.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/file.h"
#include "base/intl.h"

/* ---- groups */

struct membership {
	gid_t *list;
	int count;
};

/* The groups that the system lists for the user, whatever groups the process was given. */
static void
membership_read(struct membership *m)
{
	const struct passwd *p = getpwuid(getuid());

	*m = (struct membership){ NULL, 16 };
	if (p == NULL) {
		m->count = 0;
		return;
	}
	do {
		m->list = mem_grow(m->list, (size_t)m->count, sizeof *m->list);
	} while (getgrouplist(p->pw_name, p->pw_gid, m->list, &m->count) < 0);
}

static bool
is_member(const struct membership *m, const char *const *names)
{
	for (; names != NULL && *names != NULL; names++) {
		const struct group *g = getgrnam(*names);

		for (int i = 0; g != NULL && i < m->count; i++) {
			if (m->list[i] == g->gr_gid)
				return true;
		}
	}
	return false;
}

enum operator_role
role_find(const struct sharing *sharing, bool is_shared)
{
	enum operator_role role = OPERATOR_OUTSIDER;
	struct membership m;

	if (!is_shared || getuid() == 0)
		return OPERATOR_ROOT;
	membership_read(&m);
	if (is_member(&m, sharing->administrators))
		role = OPERATOR_ADMINISTRATOR;
	else if (is_member(&m, sharing->editors))
		role = OPERATOR_EDITOR;
	else if (is_member(&m, sharing->readers))
		role = OPERATOR_READER;
	free(m.list);
	return role;
}

/* ---- what follows from it */

enum err_code
settings_may(const struct settings *s, enum operator_role role, struct err *e)
{
	if (s->role >= role)
		return ERR_OK;
	if (s->role == OPERATOR_OUTSIDER)
		return err_set(e, ERR_DENIED,
		               _("%s is in none of the groups that may read the register"),
		               s->operator_name);
	if (role == OPERATOR_EDITOR)
		return err_set(e, ERR_DENIED, _("%s may read the register and not change it"),
		               s->operator_name);
	if (role == OPERATOR_ADMINISTRATOR)
		return err_set(e, ERR_DENIED,
		               _("only an administrator of the register may do this, and %s is not one"),
		               s->operator_name);
	return err_set(e, ERR_DENIED, _("only root may do this to the shared register"));
}

enum err_code
settings_path(const struct settings *s, const char *name, char **out, struct err *e)
{
	struct stat there;

	*out = NULL;
	if (!s->captive || strcmp(name, "-") == 0) {
		*out = mem_text(name);
		return ERR_OK;
	}
	if (*s->exchange == '\0')
		return err_set(e, ERR_DENIED,
		               _("there are no files here: the settings name no exchange"
		                 " folder"));
	if (strchr(name, '/') != NULL || name[0] == '.' || name[0] == '\0')
		return err_set(e, ERR_DENIED,
		               _("\"%s\" is not the plain name of a file in the exchange folder"), name);
	*out = path_join(s->exchange, name);
	if (lstat(*out, &there) != 0 || !S_ISLNK(there.st_mode))
		return ERR_OK;
	free(*out);
	*out = NULL;
	return err_set(e, ERR_DENIED, _("\"%s\" leads out of the exchange folder"), name);
}
