# One program a file under src/, with cmocka: a table of sentences each.

if HAVE_CMOCKA
unit_tests = \
	%D%/access_test \
	%D%/act_test \
	%D%/act_words_test \
	%D%/band_test \
	%D%/batch_test \
	%D%/bindings_test \
	%D%/buf_test \
	%D%/caution_test \
	%D%/cbor_test \
	%D%/change_test \
	%D%/check_test \
	%D%/coding_test \
	%D%/compiled_test \
	%D%/conf_test \
	%D%/date_test \
	%D%/detect_test \
	%D%/dispatch_test \
	%D%/edit_test \
	%D%/file_test \
	%D%/find_test \
	%D%/fit_test \
	%D%/folder_test \
	%D%/form_test \
	%D%/history_test \
	%D%/key_test \
	%D%/kind_test \
	%D%/letters_test \
	%D%/list_test \
	%D%/map_test \
	%D%/merge_test \
	%D%/moment_test \
	%D%/names_test \
	%D%/number_test \
	%D%/plural_test \
	%D%/print_test \
	%D%/query_test \
	%D%/random_test \
	%D%/reader_test \
	%D%/reading_test \
	%D%/registry_test \
	%D%/repair_test \
	%D%/reseal_test \
	%D%/schema_test \
	%D%/select_test \
	%D%/session_test \
	%D%/settings_test \
	%D%/sort_test \
	%D%/store_test \
	%D%/tables_test \
	%D%/talk_test \
	%D%/tamper_test \
	%D%/text_test \
	%D%/thrift_test \
	%D%/undo_test \
	%D%/words_test \
	%D%/writer_test

check_PROGRAMS += $(unit_tests)
TESTS += $(unit_tests)
check_LIBRARIES += %D%/libunit.a

tests_unit_libunit_a_SOURCES = \
	%D%/chance.c \
	%D%/desk.c \
	%D%/desk.h \
	%D%/model.c \
	%D%/model.h \
	%D%/shelf.c \
	%D%/shelf.h \
	%D%/test.c \
	%D%/test.h \
	%D%/trial.c \
	%D%/trial.h \
	%D%/trial_merge.c \
	%D%/vault.c \
	%D%/vault.h
tests_unit_libunit_a_CFLAGS = $(AM_CFLAGS) $(CMOCKA_CFLAGS)

unit_libraries = %D%/libunit.a $(chancery_libraries) $(chancery_system_libraries) $(CMOCKA_LIBS)

tests_unit_access_test_LDADD = $(unit_libraries)
tests_unit_act_test_LDADD = $(unit_libraries)
tests_unit_act_words_test_LDADD = $(unit_libraries)
tests_unit_band_test_LDADD = $(unit_libraries)
tests_unit_batch_test_LDADD = $(unit_libraries)
tests_unit_bindings_test_LDADD = $(unit_libraries)
tests_unit_buf_test_LDADD = $(unit_libraries)
tests_unit_caution_test_LDADD = $(unit_libraries)
tests_unit_cbor_test_LDADD = $(unit_libraries)
tests_unit_change_test_LDADD = $(unit_libraries)
tests_unit_check_test_LDADD = $(unit_libraries)
tests_unit_coding_test_LDADD = $(unit_libraries)
tests_unit_compiled_test_LDADD = $(unit_libraries)
tests_unit_conf_test_LDADD = $(unit_libraries)
tests_unit_date_test_LDADD = $(unit_libraries)
tests_unit_detect_test_LDADD = $(unit_libraries)
tests_unit_dispatch_test_LDADD = $(unit_libraries)
tests_unit_edit_test_LDADD = $(unit_libraries)
tests_unit_file_test_LDADD = $(unit_libraries)
tests_unit_find_test_LDADD = $(unit_libraries)
tests_unit_fit_test_LDADD = $(unit_libraries)
tests_unit_folder_test_LDADD = $(unit_libraries)
tests_unit_form_test_LDADD = $(unit_libraries)
tests_unit_history_test_LDADD = $(unit_libraries)
tests_unit_key_test_LDADD = $(unit_libraries)
tests_unit_kind_test_LDADD = $(unit_libraries)
tests_unit_letters_test_LDADD = $(unit_libraries)
tests_unit_list_test_LDADD = $(unit_libraries)
tests_unit_map_test_LDADD = $(unit_libraries)
tests_unit_merge_test_LDADD = $(unit_libraries)
tests_unit_moment_test_LDADD = $(unit_libraries)
tests_unit_names_test_LDADD = $(unit_libraries)
tests_unit_number_test_LDADD = $(unit_libraries)
tests_unit_plural_test_LDADD = $(unit_libraries)
tests_unit_print_test_LDADD = $(unit_libraries)
tests_unit_query_test_LDADD = $(unit_libraries)
tests_unit_random_test_LDADD = $(unit_libraries)
tests_unit_reader_test_LDADD = $(unit_libraries)
tests_unit_reading_test_LDADD = $(unit_libraries)
tests_unit_registry_test_LDADD = $(unit_libraries)
tests_unit_repair_test_LDADD = $(unit_libraries)
tests_unit_reseal_test_LDADD = $(unit_libraries)
tests_unit_schema_test_LDADD = $(unit_libraries)
tests_unit_select_test_LDADD = $(unit_libraries)
tests_unit_session_test_LDADD = $(unit_libraries)
tests_unit_settings_test_LDADD = $(unit_libraries)
tests_unit_sort_test_LDADD = $(unit_libraries)
tests_unit_store_test_LDADD = $(unit_libraries)
tests_unit_tables_test_LDADD = $(unit_libraries)
tests_unit_talk_test_LDADD = $(unit_libraries)
tests_unit_tamper_test_LDADD = $(unit_libraries)
tests_unit_text_test_LDADD = $(unit_libraries)
tests_unit_thrift_test_LDADD = $(unit_libraries)
tests_unit_undo_test_LDADD = $(unit_libraries)
tests_unit_words_test_LDADD = $(unit_libraries)
tests_unit_writer_test_LDADD = $(unit_libraries)
tests_unit_conf_test_CPPFLAGS = $(AM_CPPFLAGS) $(CONFIG_CFLAGS)
endif
