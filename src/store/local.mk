noinst_LIBRARIES += src/store/libstore.a
src_store_libstore_a_CPPFLAGS = $(AM_CPPFLAGS) $(LMDB_CFLAGS)
src_store_libstore_a_SOURCES = \
	%D%/columns.c \
	%D%/copy.c \
	%D%/cursor.c \
	%D%/drafts.c \
	%D%/env.c \
	%D%/folder.c %D%/folder.h \
	%D%/guard.c \
	%D%/held.c \
	%D%/index.c \
	%D%/journal.c \
	%D%/lag.c \
	%D%/links.c \
	%D%/lock.c \
	%D%/meta.c \
	%D%/postings.c %D%/postings.h \
	%D%/presence.c \
	%D%/store_internal.h \
	%D%/records.c \
	%D%/session.c %D%/session.h %D%/session_internal.h \
	%D%/store.h \
	%D%/store_err.c \
	%D%/tables.h \
	%D%/txn.c \
	%D%/uuids.c \
	%D%/words.c %D%/words.h
