noinst_LIBRARIES += src/settings/libsettings.a
src_settings_libsettings_a_CPPFLAGS = $(AM_CPPFLAGS) $(CONFIG_CFLAGS)
src_settings_libsettings_a_SOURCES = \
	%D%/conf.c %D%/conf.h \
	%D%/image.c %D%/image.h \
	%D%/label.h \
	%D%/role.c %D%/role.h \
	%D%/queries.c %D%/queries.h \
	%D%/settings.c %D%/settings.h
