# Fuzz targets: with libFuzzer (./configure CC=clang --enable-fuzz), or as programs that run over
# the corpus.

fuzz_targets = \
	%D%/fuzz_cbor \
	%D%/fuzz_changes \
	%D%/fuzz_csv \
	%D%/fuzz_image \
	%D%/fuzz_json \
	%D%/fuzz_key \
	%D%/fuzz_map \
	%D%/fuzz_query \
	%D%/fuzz_record \
	%D%/fuzz_schema \
	%D%/fuzz_text

check_PROGRAMS += $(fuzz_targets)

# They need the libraries alone, not the other tests.
fuzz-targets: $(fuzz_targets:=$(EXEEXT))
.PHONY: fuzz-targets

check_LIBRARIES += %D%/libfuzz.a
TESTS += %D%/replay.sh
EXTRA_DIST += %D%/replay.sh %D%/run.sh %D%/corpus

tests_fuzz_libfuzz_a_SOURCES = \
	%D%/fuzz.c %D%/fuzz.h \
	%D%/reading.c %D%/reading.h

if !FUZZ
tests_fuzz_libfuzz_a_SOURCES += %D%/replay.c
endif

fuzz_libraries = %D%/libfuzz.a $(chancery_libraries) $(chancery_system_libraries) $(FUZZ_DRIVER)

tests_fuzz_fuzz_cbor_LDADD = $(fuzz_libraries)
tests_fuzz_fuzz_changes_LDADD = $(fuzz_libraries)
tests_fuzz_fuzz_csv_LDADD = $(fuzz_libraries)
tests_fuzz_fuzz_image_LDADD = $(fuzz_libraries)
tests_fuzz_fuzz_image_CPPFLAGS = $(AM_CPPFLAGS) $(CONFIG_CFLAGS)
tests_fuzz_fuzz_json_LDADD = $(fuzz_libraries)
tests_fuzz_fuzz_key_LDADD = $(fuzz_libraries)
tests_fuzz_fuzz_map_LDADD = $(fuzz_libraries)
tests_fuzz_fuzz_query_LDADD = $(fuzz_libraries)
tests_fuzz_fuzz_record_LDADD = $(fuzz_libraries)
tests_fuzz_fuzz_schema_LDADD = $(fuzz_libraries)
tests_fuzz_fuzz_text_LDADD = $(fuzz_libraries)
