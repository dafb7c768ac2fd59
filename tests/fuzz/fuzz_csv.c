/* Any bytes as a csv file. */
#include <config.h>

#include "exchange/input.h"
#include "fuzz.h"
#include "reading.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	FILE *in;
	struct err e;

	if (size < 2 || input_open_text((const char *)data + 1, size - 1, &in, &e) != ERR_OK)
		return 0;
	read_twice(csv_reader(in, 1 + data[0] % 3, NULL));
	fclose(in);
	return 0;
}
