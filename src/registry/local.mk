noinst_LIBRARIES += src/registry/libregistry.a
src_registry_libregistry_a_CPPFLAGS = $(AM_CPPFLAGS) $(SODIUM_CFLAGS)
src_registry_libregistry_a_SOURCES = \
	%D%/act.c %D%/act.h \
	%D%/act_end.c \
	%D%/ahead.c \
	%D%/answers.c \
	%D%/apply_schema.c \
	%D%/batch.c %D%/batch.h \
	%D%/batch_directory.c \
	%D%/batching.h \
	%D%/carry.c \
	%D%/caution.c \
	%D%/check.c \
	%D%/check_journal.c \
	%D%/check_words.c \
	%D%/checking.h \
	%D%/column.c \
	%D%/copy.c \
	%D%/depend.c \
	%D%/drafts.c %D%/drafts.h \
	%D%/entry.c \
	%D%/erase.c \
	%D%/erase_older.c \
	%D%/erasing.h \
	%D%/find.c \
	%D%/get.c \
	%D%/give.c \
	%D%/groups.c \
	%D%/history.c \
	%D%/index.c \
	%D%/info.c \
	%D%/links.c \
	%D%/lookup.c \
	%D%/mend_acts.c \
	%D%/merge.c \
	%D%/news.c \
	%D%/open.c \
	%D%/origin.c \
	%D%/presence.c \
	%D%/private.h \
	%D%/rank.c \
	%D%/rebuild.c \
	%D%/rechain.c \
	%D%/registry.h \
	%D%/repair.c \
	%D%/rows.c \
	%D%/save.c \
	%D%/schema.c \
	%D%/seek.c \
	%D%/select.c %D%/select.h \
	%D%/selection.h \
	%D%/totals.c \
	%D%/twins.c \
	%D%/undo.c \
	%D%/undone.c \
	%D%/verify.c \
	%D%/walk.c \
	%D%/words.c \
	%D%/world.c
