/* Defines the kind "place": latitude and longitude, stored in millionths of a degree. */
#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "record/kind.h"

#define MOST_LATITUDE  90000000
#define MOST_LONGITUDE 180000000

static bool
is_on_earth(int64_t latitude, int64_t longitude)
{
	return llabs(latitude) <= MOST_LATITUDE && llabs(longitude) <= MOST_LONGITUDE;
}

/* Devices give coordinates with many decimals. The sixth is a tenth of a metre; further ones are
 * rounded. */
static bool
coordinate_parse(const char *text, int64_t *out)
{
	const char *point = strchr(text, '.');
	size_t digits = point == NULL ? 0 : strspn(point + 1, "0123456789");
	char *kept;
	bool read;

	if (digits <= 6 || point[1 + digits] != '\0')
		return decimal_parse(text, out);
	kept = mem_textn(text, (size_t)(point - text) + 7);
	read = decimal_parse(kept, out);
	if (read && point[7] >= '5')
		*out += *text == '-' ? -1 : 1;
	free(kept);
	return read;
}

/* What stands between the two: a comma, or where there is none a blank. */
static const char *
separator(const char *text)
{
	const char *comma = strchr(text, ',');

	return comma != NULL ? comma : strchr(text, ' ');
}

static enum err_code
parse(const struct field *f, const char *text, const struct directory *d, struct arena *a,
      struct value *out, struct err *e)
{
	const char *comma = separator(text);
	int64_t latitude, longitude;
	char *first;
	bool read;

	(void)f;
	(void)d;
	(void)a;
	if (comma == NULL)
		return err_set(e, ERR_DATA, _("\"%s\" is not a position: write latitude and longitude in degrees with"
		                           " a point, and a comma between them (46.20222, 6.14569)"), text);
	first = mem_textn(text, (size_t)(comma - text));
	for (size_t n = strlen(first); n > 0 && first[n - 1] == ' '; n--)
		first[n - 1] = '\0';
	comma += 1 + strspn(comma + 1, " ");
	read = coordinate_parse(first, &latitude) && coordinate_parse(comma, &longitude) &&
	       is_on_earth(latitude, longitude);
	free(first);
	if (!read)
		return err_set(e, ERR_DATA, _("\"%s\" is not a position: write latitude and longitude in degrees with"
		                           " a point, and a comma between them (46.20222, 6.14569)"), text);
	out->number = place_make((int32_t)latitude, (int32_t)longitude);
	return ERR_OK;
}

static void
format(int64_t number, const struct field *f, const struct directory *d, enum form_style style,
       struct buf *out)
{
	(void)f;
	(void)d;
	(void)style;
	decimal_format(place_latitude(number), out);
	buf_text(out, ", ");
	decimal_format(place_longitude(number), out);
}

static enum err_code
check(const struct field *f, const struct value *v, struct err *e)
{
	(void)f;
	return is_on_earth(place_latitude(v->number), place_longitude(v->number)) ? ERR_OK :
	       err_set(e, ERR_DATA, _("is not a position on the globe"));
}

static void
encode(int64_t number, const struct directory *uuids, struct buf *out)
{
	(void)uuids;
	cbor_put_array(out, 2);
	cbor_put_int(out, place_latitude(number));
	cbor_put_int(out, place_longitude(number));
}

static bool
decode(struct cbor *c, const struct directory *uuids, int64_t *out)
{
	int64_t latitude, longitude;
	size_t count;

	(void)uuids;
	if (!cbor_get_array(c, &count) || count != 2 || !cbor_get_int(c, &latitude) ||
	    !cbor_get_int(c, &longitude))
		return false;
	if (latitude < INT32_MIN || latitude > INT32_MAX || longitude < INT32_MIN ||
	    longitude > INT32_MAX)
		return false;
	*out = place_make((int32_t)latitude, (int32_t)longitude);
	return true;
}

const struct kind kind_place = {
	.example = "46.20222, 6.14569",
	.parse = parse,
	.format = format,
	.check = check,
	.encode = encode,
	.decode = decode,
};
