# longer.awk LL.po: the same messages in a language that is English, but a third longer and in
# brackets. Blanks and line ends around a message stay outside.
function longer(text,   before, after, n, more) {
	match(text, /^ */)
	before = substr(text, 1, RLENGTH)
	text = substr(text, RLENGTH + 1)
	after = ""
	while (match(text, /(\\n| )$/)) {
		after = substr(text, RSTART) after
		text = substr(text, 1, RSTART - 1)
	}
	if (text == "")
		return before after
	more = ""
	for (n = int(length(text) * 0.3) + 1 - 2; n > 0; n--)
		more = more "-"
	return before "[" text more "]" after
}

# A text goes on over lines, each in quotes.
function quoted(line) {
	return substr(line, index(line, "\"") + 1, length(line) - index(line, "\"") - 1)
}

function finish() {
	if (one == "")
		return
	printf "\nmsgid \"%s\"\n", one
	if (many != "")
		printf "msgid_plural \"%s\"\nmsgstr[0] \"%s\"\nmsgstr[1] \"%s\"\n", many, longer(one), longer(many)
	else
		printf "msgstr \"%s\"\n", longer(one)
}

BEGIN {
	print "msgid \"\"\nmsgstr \"\"\n\"Content-Type: text/plain; charset=UTF-8\\n\""
	print "\"Plural-Forms: nplurals=2; plural=(n != 1);\\n\""
}
/^msgid /        { finish(); one = quoted($0); many = ""; part = "one"; next }
/^msgid_plural / { many = quoted($0); part = "many"; next }
/^msgstr/        { part = ""; next }
/^"/ && part == "one"  { one = one quoted($0) }
/^"/ && part == "many" { many = many quoted($0) }
END { finish() }
