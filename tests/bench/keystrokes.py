#!/usr/bin/env python3
"""keystrokes.py WORDS [LINES] > FILE: lines that somebody may type into find.

WORDS has one word a line, the most frequent first (gen_records.py --vocab). Of the lines, a third
are one word, a third two and a fifth three; the rest are codes, single letters, and words that no
record has. The same lines each time.
"""
import random
import sys


def main():
    words = open(sys.argv[1]).read().split()
    lines = int(sys.argv[2]) if len(sys.argv) > 2 else 200
    chance = random.Random(7)

    def word():
        # As often as the records have it: rank r about as 1 / r.
        return words[min(int(len(words) ** chance.random()), len(words) - 1)]

    for _ in range(lines):
        kind = chance.random()
        if kind < 0.34:
            print(word())
        elif kind < 0.67:
            print(word(), word())
        elif kind < 0.87:
            print(word(), word(), word())
        elif kind < 0.91:
            print("%s-%07d" % ("".join(chance.choice("ABDNJS") for _ in "12"),
                               chance.randrange(10 ** 7)))
        elif kind < 0.95:
            print(chance.choice("abcdefghijklmnopqrstuvwxyz"))
        else:
            print("q" + word() + "q")


main()
