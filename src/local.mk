include src/query/local.mk
include src/store/local.mk
include src/registry/local.mk
include src/figures/local.mk
include src/exchange/local.mk
include src/document/local.mk
include src/view/local.mk
include src/tui/local.mk
include src/linear/local.mk
include src/command/local.mk

# From the top of the house down: each library uses only what stands behind it.
chancery_libraries = \
	src/command/libcommand.a \
	src/linear/liblinear.a \
	src/tui/libtui.a \
	src/view/libview.a \
	src/document/libdocument.a \
	src/exchange/libexchange.a \
	src/figures/libfigures.a \
	src/registry/libregistry.a \
	src/store/libstore.a \
	src/query/libquery.a \
	src/record/librecord.a \
	src/schema/libschema.a \
	src/settings/libsettings.a \
	src/base/libbase.a

chancery_system_libraries = $(CURSES_LIBS) $(CONFIG_LIBS) $(LMDB_LIBS) $(UTF8PROC_LIBS) \
	$(SODIUM_LIBS) $(JANSSON_LIBS) $(CSV_LIBS)

bin_PROGRAMS += src/chancery
src_chancery_SOURCES = src/main.c
src_chancery_LDADD = $(chancery_libraries) $(chancery_system_libraries)
