noinst_LIBRARIES += src/base/libbase.a
src_base_libbase_a_CPPFLAGS = $(AM_CPPFLAGS) $(UTF8PROC_CFLAGS) $(SODIUM_CFLAGS)
src_base_libbase_a_SOURCES = \
	%D%/alloc.c %D%/alloc.h \
	%D%/arena.c %D%/arena.h \
	%D%/bits.c %D%/bits.h \
	%D%/buf.c %D%/buf.h \
	%D%/builtin.c %D%/builtin.h \
	%D%/cbor.c %D%/cbor.h \
	%D%/charset.c %D%/charset.h \
	%D%/clock.c %D%/clock.h \
	%D%/date.c %D%/date.h \
	%D%/date_words.c %D%/date_words.h \
	%D%/digest.c %D%/digest.h \
	%D%/draft.c \
	%D%/ending.c %D%/ending.h \
	%D%/err.c %D%/err.h \
	%D%/fatal.c %D%/fatal.h \
	%D%/faults.c %D%/faults.h \
	%D%/file.c %D%/file.h \
	%D%/intl.c %D%/intl.h \
	%D%/letters.c %D%/letters.h \
	%D%/locale.c %D%/locale.h \
	%D%/keymap.c %D%/keymap.h \
	%D%/number.c %D%/number.h \
	%D%/plural.c %D%/plural.h \
	%D%/ordinal.c %D%/ordinal.h \
	%D%/print.c %D%/print.h \
	%D%/privilege.c %D%/privilege.h \
	%D%/process.c %D%/process.h \
	%D%/safe_file.c \
	%D%/safe_folder.c \
	%D%/spool.c %D%/spool.h \
	%D%/suggest.c %D%/suggest.h \
	%D%/text.c %D%/text.h \
	%D%/text_fold.c \
	%D%/uuid.c %D%/uuid.h
nodist_src_base_libbase_a_SOURCES = %D%/builtin_data.c %D%/catalogues.c

EXTRA_DIST += %D%/embed.sh %D%/embed_lang.sh
CLEANFILES += %D%/builtin_data.c %D%/catalogues.c
%D%/builtin_data.c: $(srcdir)/%D%/embed.sh $(conf_embedded)
	$(AM_V_GEN)$(MKDIR_P) %D% && \
	$(SHELL) $(srcdir)/%D%/embed.sh $(srcdir) $(conf_embedded) > $@.new && mv $@.new $@
%D%/catalogues.c: $(srcdir)/%D%/embed_lang.sh $(catalogues)
	$(AM_V_GEN)$(MKDIR_P) %D% && for po in $(catalogues); do \
		test -f $$po || po=$(srcdir)/$$po; set -- "$$@" $$po; done && \
	MSGFMT='$(MSGFMT)' CC='$(CC)' $(SHELL) $(srcdir)/%D%/embed_lang.sh "$$@" > $@.new && mv $@.new $@
