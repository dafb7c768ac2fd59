noinst_LIBRARIES += src/view/libview.a
src_view_libview_a_SOURCES = \
	%D%/action.c %D%/action.h \
	%D%/edit.c %D%/edit.h \
	%D%/form.c %D%/form.h \
	%D%/list.c %D%/list.h \
	%D%/lookup.c %D%/lookup.h \
	%D%/sheet.c %D%/sheet.h \
	%D%/start.c %D%/start.h
