/* Any bytes as a file of JSON: Lines, an array, an object. */
#include <config.h>

#include "exchange/input.h"
#include "fuzz.h"
#include "reading.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	FILE *in;
	struct err e;

	if (size == 0 || input_open_text((const char *)data, size, &in, &e) != ERR_OK)
		return 0;
	read_twice(json_reader(in));
	fclose(in);
	return 0;
}
