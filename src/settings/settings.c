/* Reads the settings of the system, of the user and of the command line. */
#include <config.h>

#include "settings/settings.h"

#include <errno.h>
#include <limits.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/arena.h"
#include "base/builtin.h"
#include "base/file.h"
#include "base/intl.h"
#include "base/locale.h"
#include "base/privilege.h"
#include "base/text.h"
#include "settings/queries.h"
#include "settings/role.h"

static void read_shared(struct conf *c, config_setting_t *setting, void *object);
static void read_screen(struct conf *c, config_setting_t *setting, void *object);
static void read_limits(struct conf *c, config_setting_t *setting, void *object);
static void read_operators(struct conf *c, config_setting_t *setting, void *object);
static void read_keys(struct conf *c, config_setting_t *setting, void *object);
static void read_house(struct conf *c, config_setting_t *setting, void *object);
static void read_mail(struct conf *c, config_setting_t *setting, void *object);
static void read_list_keys(struct conf *c, config_setting_t *setting, void *object);
static void read_form_keys(struct conf *c, config_setting_t *setting, void *object);

#define MEMBER(name) offsetof(struct settings, name)

static const struct conf_key top_keys[] = {
	{ .name = "store",     .type = CONF_ANY_TEXT, .offset = MEMBER(store) },
	{ .name = "schema",    .type = CONF_ANY_TEXT, .offset = MEMBER(schema) },
	{ .name = "language",  .type = CONF_ANY_TEXT, .offset = MEMBER(language) },
	{ .name = "exchange",  .type = CONF_ANY_TEXT, .offset = MEMBER(exchange) },
	{ .name = "shared",    .type = CONF_OTHER,    .read = read_shared },
	{ .name = "screen",    .type = CONF_OTHER,    .read = read_screen },
	{ .name = "limits",    .type = CONF_OTHER,    .read = read_limits },
	{ .name = "operators", .type = CONF_OTHER,    .read = read_operators },
	{ .name = "house",     .type = CONF_OTHER,    .read = read_house },
	{ .name = "mail",      .type = CONF_OTHER,    .read = read_mail },
	{ .name = "queries",   .type = CONF_OTHER,    .read = read_queries },
	{ .name = "keys",      .type = CONF_OTHER,    .read = read_keys },
	{ 0 }
};

static const struct conf_key screen_keys[] = {
	{ .name = "link",         .type = CONF_TEXT, .offset = MEMBER(link) },
	{ .name = "ascii",        .type = CONF_FLAG, .offset = MEMBER(ascii) },
	{ .name = "mono",         .type = CONF_FLAG, .offset = MEMBER(mono) },
	{ .name = "linear",       .type = CONF_FLAG, .offset = MEMBER(linear) },
	{ .name = "escape_delay", .type = CONF_INT,  .offset = MEMBER(escape_delay),
	  .min = 0, .max = 10000 },
	{ 0 }
};

static const struct conf_key limits_keys[] = {
	{ .name = "map",     .type = CONF_INT, .offset = MEMBER(map),     .min = 1, .max = 16384 },
	{ .name = "reserve", .type = CONF_INT, .offset = MEMBER(reserve), .min = 0, .max = 1048576 },
	{ .name = "readers", .type = CONF_INT, .offset = MEMBER(readers), .min = 16, .max = 65536 },
	{ 0 }
};

static const struct conf_key operator_keys[] = {
	{ .name = "office", .type = CONF_TEXT, .offset = offsetof(struct operator_setting, office) },
	{ 0 }
};

static const struct conf_key mail_keys[] = {
	{ .name = "from", .type = CONF_ANY_TEXT, .offset = MEMBER(mail_from) },
	{ 0 }
};

static const struct conf_key keys_keys[] = {
	{ .name = "lists", .type = CONF_OTHER, .read = read_list_keys },
	{ .name = "forms", .type = CONF_OTHER, .read = read_form_keys },
	{ 0 }
};

/* The group `shared` as it stands in a file. */
struct shared_texts {
	const char *group;
	struct conf_texts readers, editors, administrators;
};

static const char *const links[] = { "slow", "fast", "auto", NULL };

/* An option of the command line, and the member that it sets; "config" is read before all. */
static const struct option_row {
	struct settings_option option;
	size_t offset;
	const char *const *choices;
} option_rows[] = {
	{ { "store",     "DIR",            N_("use the store in this folder") },
	  MEMBER(store), NULL },
	{ { "config",    "FILE",           N_("read this file instead of your own settings") },
	  0, NULL },
	{ { "read-only", NULL,             N_("open the store for reading only") },
	  MEMBER(read_only), NULL },
	{ { "trust",     NULL,             N_("open the store also if its folder is somebody else's") },
	  MEMBER(trust), NULL },
	{ { "captive",   NULL,             N_("leave no way out of the program") },
	  MEMBER(captive), NULL },
	{ { "link",      "slow|fast|auto", N_("how much the line to the terminal carries") },
	  MEMBER(link), links },
	{ { "ascii",     NULL,             N_("draw with ASCII characters only") },
	  MEMBER(ascii), NULL },
	{ { "mono",      NULL,             N_("no bold, no reverse video, no colour") },
	  MEMBER(mono), NULL },
	{ { "linear",    NULL,             N_("numbered prompts instead of a screen") },
	  MEMBER(linear), NULL },
	{ { "lang",      "LL",             N_("the language of labels") },
	  MEMBER(language), NULL },
};

const struct settings_option *
settings_option(size_t index)
{
	if (index >= sizeof option_rows / sizeof option_rows[0])
		return NULL;
	return &option_rows[index].option;
}

/* ---- reading files */

static bool
is_choice(const char *const *choices, const char *value)
{
	for (; *choices != NULL; choices++) {
		if (strcmp(*choices, value) == 0)
			return true;
	}
	return false;
}

static void
read_screen(struct conf *c, config_setting_t *setting, void *object)
{
	struct settings *s = object;
	config_setting_t *link = config_setting_get_member(setting, "link");

	conf_read_group(c, setting, screen_keys, s);
	if (link != NULL && !is_choice(links, s->link)) {
		conf_fault(c, link, _("\"link\" is \"slow\", \"fast\" or \"auto\""));
		s->link = "auto";
	}
}

static const struct conf_key shared_keys[] = {
	{ .name = "group",          .type = CONF_ANY_TEXT, .offset = offsetof(struct shared_texts, group) },
	{ .name = "readers",        .type = CONF_TEXTS, .offset = offsetof(struct shared_texts, readers) },
	{ .name = "editors",        .type = CONF_TEXTS, .offset = offsetof(struct shared_texts, editors) },
	{ .name = "administrators", .type = CONF_TEXTS,
	  .offset = offsetof(struct shared_texts, administrators) },
	{ 0 }
};

/* The texts with a NULL behind them. */
static const char *const *
names_of(struct settings *s, const struct conf_texts *texts)
{
	const char **names = arena_new(s->arena, sizeof *names * (texts->count + 1));

	for (size_t i = 0; i < texts->count; i++)
		names[i] = texts->list[i];
	names[texts->count] = NULL;
	return names;
}

static void
read_shared(struct conf *c, config_setting_t *setting, void *object)
{
	struct settings *s = object;
	struct shared_texts texts = { .group = "" };

	conf_read_group(c, setting, shared_keys, &texts);
	s->sharing.group = texts.group;
	s->sharing.readers = names_of(s, &texts.readers);
	s->sharing.editors = names_of(s, &texts.editors);
	s->sharing.administrators = names_of(s, &texts.administrators);
}

static void
read_limits(struct conf *c, config_setting_t *setting, void *object)
{
	conf_read_group(c, setting, limits_keys, object);
}

static void
read_mail(struct conf *c, config_setting_t *setting, void *object)
{
	conf_read_group(c, setting, mail_keys, object);
}

/* A name by language; that of a later file replaces all of an earlier one's. */
static void
read_house(struct conf *c, config_setting_t *setting, void *object)
{
	struct settings *s = object;
	int n = config_setting_length(setting);
	struct conf_label label = { 0 };

	if (!config_setting_is_group(setting)) {
		conf_fault(c, setting, _("a group of languages and names is expected here"));
		return;
	}
	label.languages = arena_new(s->arena, sizeof *label.languages * (size_t)(n + 1));
	label.texts = arena_new(s->arena, sizeof *label.texts * (size_t)(n + 1));
	for (int i = 0; i < n; i++) {
		config_setting_t *item = config_setting_get_elem(setting, (unsigned)i);
		const char *name = conf_text(c, item, false);

		if (name == NULL)
			continue;
		label.languages[label.count] = arena_text(s->arena, config_setting_name(item));
		label.texts[label.count++] = name;
	}
	s->house = label;
}

static void
read_operators(struct conf *c, config_setting_t *setting, void *object)
{
	struct settings *s = object;
	int n = config_setting_length(setting);

	if (!config_setting_is_group(setting)) {
		conf_fault(c, setting, _("a group of operators is expected here"));
		return;
	}
	s->operators = arena_new(s->arena, sizeof *s->operators * (size_t)(n + 1));
	s->operator_count = (size_t)n;
	for (int i = 0; i < n; i++) {
		config_setting_t *item = config_setting_get_elem(setting, (unsigned)i);

		s->operators[i].name = arena_text(s->arena, config_setting_name(item));
		conf_read_group(c, item, operator_keys, &s->operators[i]);
	}
}

static void
read_keys(struct conf *c, config_setting_t *setting, void *object)
{
	conf_read_group(c, setting, keys_keys, object);
}

static void
read_keys_of(struct conf *c, config_setting_t *setting, struct settings *s, bool is_in_forms)
{
	int n = config_setting_length(setting);
	struct key_setting *list;

	if (!config_setting_is_group(setting)) {
		conf_fault(c, setting, _("a group of actions and their keys is expected here"));
		return;
	}
	list = arena_new(s->arena, sizeof *list * (s->key_count + (size_t)n + 1));
	if (s->key_count > 0)
		memcpy(list, s->keys, sizeof *list * s->key_count);
	s->keys = list;
	for (int i = 0; i < n; i++) {
		config_setting_t *item = config_setting_get_elem(setting, (unsigned)i);
		const char *keys = conf_text(c, item, true);

		if (keys != NULL)
			s->keys[s->key_count++] = (struct key_setting){
				.action = arena_text(s->arena, config_setting_name(item)),
				.keys = keys,
				.is_in_forms = is_in_forms,
				.file = arena_text(s->arena, c->file),
				.line = (int)config_setting_source_line(item),
			};
	}
}

static void
read_list_keys(struct conf *c, config_setting_t *setting, void *object)
{
	read_keys_of(c, setting, object, false);
}

static void
read_form_keys(struct conf *c, config_setting_t *setting, void *object)
{
	read_keys_of(c, setting, object, true);
}

static void
read_file(struct settings *s, const char *name, const char *text, struct faults *faults)
{
	struct conf c;

	if (conf_open(&c, name, text, s->arena, faults))
		conf_read_group(&c, config_root_setting(&c.config), top_keys, s);
	conf_close(&c);
}

/* A file that may be missing, unless it was named by an option. */
enum err_code
read_path(struct settings *s, const char *path, bool must_exist, struct faults *faults,
          struct err *e)
{
	struct buf text;
	enum err_code rc = ERR_OK;

	if (!must_exist && !file_exists(path))
		return ERR_OK;
	buf_init(&text);
	rc = file_read(path, &text, e);
	if (rc == ERR_OK)
		read_file(s, path, buf_string(&text), faults);
	else if (!must_exist)
		faults_add(faults, NULL, 0, "%s", e->text);
	buf_clear(&text);
	return must_exist ? rc : ERR_OK;
}

/* ---- the environment */

/* $NAME/chancery, or ~/FALLBACK/chancery; NULL without either. */
static const char *
xdg_path(struct settings *s, const char *name, const char *fallback)
{
	const char *base = getenv(name), *home = getenv("HOME");

	if (base != NULL && *base == '/')
		return arena_printf(s->arena, "%s/chancery", base);
	if (home != NULL && *home == '/')
		return arena_printf(s->arena, "%s/%s/chancery", home, fallback);
	return NULL;
}

static const char *
login_name(struct settings *s)
{
	const struct passwd *p = getpwuid(getuid());
	struct buf name;
	const char *kept;

	if (p == NULL)
		return arena_printf(s->arena, "%u", (unsigned)getuid());
	buf_init(&name);
	text_mend(p->pw_name, strlen(p->pw_name), &name);
	kept = arena_text(s->arena, buf_string(&name));
	buf_clear(&name);
	return kept;
}

static void
read_environment(struct settings *s)
{
	const char *store = getenv("CHANCERY_STORE"), *accessible = getenv("ACCESSIBLE");

	if (store != NULL && *store != '\0')
		s->store = arena_text(s->arena, store);
	if (accessible != NULL && strcmp(accessible, "1") == 0)
		s->linear = true;
}

/* Reads the system's file, and then the user's own if the store is not shared. */
static enum err_code
read_files(struct settings *s, const char *config, struct faults *faults, struct err *e)
{
	enum err_code rc;
	const char *own;

	read_file(s, "chancery.conf", builtin_find("chancery.conf")->text, faults);
	rc = read_path(s, SYSCONFDIR "/chancery/chancery.conf", false, faults, e);
	s->system_store = s->store;
	if (rc != ERR_OK)
		return rc;
	if (s->is_shared && config != NULL)
		return err_set(e, ERR_DENIED,
		               _("the shared register takes no settings but the system's"));
	own = xdg_path(s, "XDG_CONFIG_HOME", ".config");
	if (config != NULL) {
		s->own_queries = arena_printf(s->arena, "%s.queries", config);
		return read_path(s, config, true, faults, e);
	}
	if (own == NULL || s->is_shared)
		return ERR_OK;
	s->own_queries = arena_printf(s->arena, "%s/queries.conf", own);
	return read_path(s, arena_printf(s->arena, "%s/chancery.conf", own), false, faults, e);
}

enum err_code
settings_load(const char *config, settings_check *check, struct settings **out,
              struct faults *faults, struct err *e)
{
	struct settings *s = mem_new(sizeof *s);
	enum err_code rc;

	*out = NULL;
	s->arena = mem_new(sizeof *s->arena);
	arena_init(s->arena);
	s->sharing.group = s->exchange = s->system_store = s->mail_from = "";
	s->is_shared = privilege_is_shared();
	rc = read_files(s, config, faults, e);
	if (rc == ERR_OK && s->own_queries != NULL)
		rc = read_path(s, s->own_queries, false, faults, e);
	if (rc == ERR_OK && check != NULL)
		check(s, faults);
	if (rc == ERR_OK && faults->count > 0)
		rc = faults_err(faults, ERR_USAGE, e);
	if (rc != ERR_OK) {
		settings_free(s);
		return rc;
	}
	read_environment(s);
	s->operator_name = login_name(s);
	s->role = role_find(&s->sharing, s->is_shared);
	*out = s;
	return ERR_OK;
}

void
settings_free(struct settings *s)
{
	if (s == NULL)
		return;
	arena_clear(s->arena);
	free(s->arena);
	free(s);
}

enum err_code
settings_set_option(struct settings *s, const char *name, const char *value, struct err *e)
{
	const struct option_row *row = option_rows;

	while (strcmp(row->option.name, name) != 0)
		row++;
	if (s->is_shared && strcmp(name, "store") == 0)
		return err_set(e, ERR_DENIED, _("this Chancery opens the shared register alone"));
	if (row->option.argument == NULL) {
		*(bool *)((char *)s + row->offset) = true;
		return ERR_OK;
	}
	if (row->choices != NULL && !is_choice(row->choices, value))
		return err_set(e, ERR_USAGE, _("--%s is %s, not \"%s\""), name,
		               row->option.argument, value);
	if (row->offset != 0)
		*(const char **)((char *)s + row->offset) = arena_text(s->arena, value);
	return ERR_OK;
}

enum err_code
settings_finish(struct settings *s, struct err *e)
{
	s->language_is_asked = *s->language != '\0';
	if (!s->language_is_asked) {
		char language[LOCALE_LANGUAGE];

		locale_language(language);
		s->language = arena_text(s->arena, language);
	}
	if (s->is_shared && *s->store == '\0')
		return err_set(e, ERR_STORE, _("the system's settings name no store to share"));
	if (*s->store == '\0') {
		s->store = xdg_path(s, "XDG_DATA_HOME", ".local/share");
		if (s->store == NULL)
			return err_set(e, ERR_USAGE,
			               _("there is no home folder for a store: name one with"
			                 " --store DIR"));
	}
	if (*s->schema == '\0' && file_exists(SYSCONFDIR "/chancery/schema"))
		s->schema = SYSCONFDIR "/chancery/schema";
	return ERR_OK;
}

bool
settings_trust_store(const struct settings *s)
{
	return s->trust || s->is_shared ||
	       (s->system_store != NULL && *s->system_store != '\0' &&
	        strcmp(s->store, s->system_store) == 0);
}

const char *
settings_house(const struct settings *s, const char *language)
{
	const char *name = conf_label_in(&s->house, language);

	if (name == NULL && s->house.count > 0)
		name = s->house.texts[0];
	return name == NULL ? "" : name;
}

const char *
settings_my_office(const struct settings *s)
{
	for (size_t i = 0; i < s->operator_count; i++) {
		if (strcmp(s->operators[i].name, s->operator_name) == 0)
			return s->operators[i].office;
	}
	return NULL;
}
