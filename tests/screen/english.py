"""english.py LANGUAGE: the words of the English messages and labels that neither a message nor a
label in that language has, a word a line: what must not stand on a screen in it."""

import glob
import os
import re
import sys

top = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "conf")


def words(texts):
    for text in texts:
        # What is put in, and commands to be copied, belong to no language.
        text = re.sub(r"%[-+ #0-9.*]*(<\w+>|ll|z|h)?[a-zA-Z]|`[^`]*`|\\[ntre]", " ", text)
        yield from re.findall(r"[^\W\d_]+", text.lower())


def messages(path):
    """Pairs of what a catalogue's line begins with and its text."""
    key = ""
    for line in open(path, encoding="utf-8"):
        m = re.match(r'(msgid|msgid_plural|msgstr|msgstr\[\d\])? ?"(.*)"$', line)
        if m:
            key = m[1] or key
            yield key, m[2]


def labels(language):
    for path in glob.glob(os.path.join(top, "schema", "*.conf")):
        with open(path, encoding="utf-8") as f:
            text = re.sub(r'"\s*\n\s*"', "", f.read())
        yield from re.findall(r'\b%s = "([^"]*)"' % language, text)


# English names of actions that are words of the other languages.
OWN_AS_WELL = {"sort", "fold", "action", "members", "tree"}


def actions(pairs):
    """The names of actions that the language translates."""
    with open(os.path.join(top, "..", "src", "view", "input", "action.h"), encoding="utf-8") as f:
        names = set(re.findall(r'X\(\w+, "([a-z]+)"', f.read()))
    texts, message = {}, ""
    for key, text in pairs:
        if key == "msgid":
            message = text
        elif key == "msgstr":
            texts.setdefault(message, text)
    return {n for n in names if texts.get(n, n) != n}


def main():
    language = sys.argv[1]
    pairs = list(messages(os.path.join(top, "lang", language + ".po")))
    english = set(words(t for k, t in pairs if k.startswith("msgid")))
    english |= set(words(labels("en")))
    own = set(words(t for k, t in pairs if k.startswith("msgstr"))) | set(words(labels(language)))
    # The name of an action stands alone, also where a command or another word is called the same.
    own -= {w for w in actions(pairs) if w not in OWN_AS_WELL}
    print("\n".join(sorted(w for w in english - own if len(w) > 1)))


main()
