#!/usr/bin/env python3
"""line.py slow|held|cut SEED PROGRAM ARGUMENT...: a bad line between a keyboard and a program.

slow: 9,600 bits a second, 600 ms there and back, and what a key sends cut at random places. Types
      the keys of standard input, one a line: text, or \\e sequences. Prints the bytes that came.
held: nothing is read while four hundred pages are asked for, then everything. Prints the bytes that
      came, and 1 if the last page is the last that came.
cut:  nothing is read while pages are asked for, then the line is cut. Prints the exit status.
"""
import fcntl
import os
import pty
import random
import select
import signal
import struct
import sys
import termios
import time

signal.alarm(100)
KIND, CHANCE = sys.argv[1], random.Random(int(sys.argv[2]))
DELAY, RATE = 0.3, 960


def start(words):
    pid, fd = pty.fork()
    if pid == 0:
        os.environ['TERM'] = 'xterm-256color'
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack('HHHH', 24, 80, 0, 0))
        os.execvp(words[0], words)
    return pid, fd


def read(fd, most=65536):
    try:
        return os.read(fd, most)
    except OSError:
        return b''


def settle(fd, quiet):
    came = b''
    while select.select([fd], [], [], quiet)[0]:
        piece = read(fd)
        if not piece:
            break
        came += piece
    return came


def pieces(keys):
    """(when, bytes): what a key sends is cut anywhere, with up to 200 ms before the rest comes."""
    now, out = 0.0, []
    for key in keys:
        now += CHANCE.uniform(0.0, 0.05)
        while key:
            n = CHANCE.randint(1, len(key))
            out.append((now, key[:n]))
            key = key[n:]
            if key:
                now += CHANCE.uniform(0.0, 0.2)
    return out


def slow(pid, fd, keys):
    """The line delays both ways, which the keyboard does not wait for."""
    begun, came, typed = time.monotonic(), 0, pieces(keys)
    taken = begun
    while True:
        now = time.monotonic()
        while typed and begun + DELAY + typed[0][0] <= now:
            os.write(fd, typed.pop(0)[1])
        wait = 0.01 if typed else 2 * DELAY + 0.5
        if select.select([fd], [], [], wait)[0]:
            piece = read(fd, max(1, int((time.monotonic() - taken) * RATE)))
            taken = time.monotonic()
            came += len(piece)
            if not piece:
                break
            time.sleep(0.01)
        elif not typed:
            break
        else:
            taken = time.monotonic()
    os.close(fd)
    os.waitpid(pid, 0)
    print(came)


def held(pid, fd):
    settle(fd, 0.3)
    for i in range(400):
        os.write(fd, b'\x1b[6~' if i % 8 < 4 else b'\x1b[5~')
        time.sleep(0.002)
    os.write(fd, b'\x1b[F')
    time.sleep(0.2)
    came = settle(fd, 0.5)
    os.write(fd, b'qq')
    settle(fd, 0.5)
    os.waitpid(pid, 0)
    print(len(came), int(b'1991-10' in came[-4000:]))


def cut(pid, fd):
    settle(fd, 0.3)
    for i in range(200):
        os.write(fd, b'\x1b[6~' if i % 8 < 4 else b'\x1b[5~')
        time.sleep(0.002)
    os.close(fd)
    print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))


def main():
    pid, fd = start(sys.argv[3:])
    if KIND == 'slow':
        keys = [line.rstrip('\n').replace('\\e', '\x1b').replace('\\t', '\t').replace('\\r', '\r').encode()
                for line in sys.stdin]
        settle(fd, 0.3)
        slow(pid, fd, keys)
    elif KIND == 'held':
        held(pid, fd)
    else:
        cut(pid, fd)


main()
