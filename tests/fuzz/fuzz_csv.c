/* Any bytes as a csv file, under the headings of any type. */
#include <config.h>

#include "exchange/csv.h"
#include "exchange/detect.h"
#include "exchange/input.h"
#include "fuzz.h"
#include "reading.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char separators[] = { '\0', ',', ';', '\t' };
	struct csv_layout layout = { .name = "fuzz" };
	FILE *in;
	int line;
	struct err e;

	if (size < 2)
		return 0;
	layout.header_rows = 1 + data[0] % 3;
	layout.separator = separators[data[0] / 3 % sizeof separators];
	/* The upper bit says whether headings are matched with a schema. */
	if (data[0] & 0x80)
		layout.rules.type = schema_type(shipped_schema(), 1 + (data[0] >> 4 & 7));
	if (input_open_text((const char *)data + 1, size - 1, &in, &e) != ERR_OK)
		return 0;
	detect_foreign((struct span){ data + 1, size - 1 }, &e);
	detect_encoding((struct span){ data + 1, size - 1 });
	detect_utf8(in, &line, &e);
	rewind(in);
	read_twice(csv_reader(in, &layout));
	fclose(in);
	return 0;
}
