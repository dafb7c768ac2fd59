/* Any text as a schema file: it is loaded, or refused with a fault that has its place. */
#include <config.h>

#include <stdlib.h>

#include "fuzz.h"

/* libconfig 1.5 keeps the text that it was reading when it meets a syntax error. */
const char *__lsan_default_suppressions(void);

const char *
__lsan_default_suppressions(void)
{
	return "leak:libconfig";
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = input_text(data, size);
	struct schema_sources sources = { 0 };
	struct schema *s = NULL;
	struct faults faults;
	struct err e;

	faults_init(&faults);
	schema_sources_add(&sources, "fuzz.conf", text);
	if (schema_load(&sources, "en", &s, &faults, &e) == ERR_OK) {
		struct faults differences;

		faults_init(&differences);
		schema_compare(s, s, &differences);
		require(differences.count == 0, "a schema is no change of itself");
		faults_clear(&differences);
	} else {
		require(s == NULL && faults.count > 0, "a refusal has its faults");
	}
	schema_free(s);
	faults_clear(&faults);
	schema_sources_clear(&sources);
	free(text);
	return 0;
}
