"""Random commands with hostile bytes in arguments, names of files, files and the environment.

After every command that answered with status 0 the register has no faults, a backup of it is made,
and the log has one line an act and nothing in it that moves a terminal. No command ends by a signal
or with a status that is not documented. Told in TAP.

    hostile.py CHANCERY SEED ROUNDS
"""

import os
import random
import shutil
import subprocess
import sys

DOCUMENTED = {0, 1, 2, 3, 4, 5, 6, 130}
# What goes wrong in programs: not UTF-8, too long a form, halves of surrogates, what moves a
# terminal or turns the line, formats, ends of lines, what a shell or a path or csv would take apart.
HOSTILE = [
    b'\xfc', b'B\xfcros', b'\xc0\xaf', b'\xed\xa0\x80', b'\xf5\x80\x80\x80', b'\xe2\x82', b'\x80',
    b'\x1b]0;PWNED\x07', b'\x1b[2J', b'\x9b2J', b'\x07', b'\x08\x08', b'\x7f', b'\x01', b'\t',
    b'\n', b'\r', b'\r\n9\t2026-11-27 10:00:00\tadmin\t657\tmerge state XQ into CH', b'\x0b', b'\x0c',
    '\u202e'.encode(), '\u2066'.encode(), '\u200b'.encode(), '\ufeff'.encode(), '\u2028'.encode(),
    '\ufffe'.encode(), '\ufffd'.encode(), '\U000e0041'.encode(), ('e' + '\u0301' * 9).encode(),
    '\u00e9'.encode(), '\u0e01\u0e33'.encode(), '\u0645'.encode(), '\U0001f468\u200d\U0001f469'.encode(),
    b'%s%n%d', b'%', b'\\', b'"', b"'", b';', b'=', b'|', b'{', b'}', b'(', b'<', b'>', b',', b':',
    b'*', b'-', b'--', b'..', b'.', b'~', b'$(x)', b'`x`', b'4294967297', b'-1', b'0', b'1e9',
    b'99999999999999999999', b'2011-02-30', b'0000', b'+99999999y', b'x' * 300, b' ', b'a', b'HQ',
]
ENVIRONMENT = ['LANG', 'LC_ALL', 'LC_MESSAGES', 'LANGUAGE', 'TZ', 'TERM', 'COLUMNS', 'LINES',
               'HOME', 'USER', 'LOGNAME', 'EDITOR', 'VISUAL', 'PAGER', 'NO_COLOR', 'ACCESSIBLE',
               'XDG_CONFIG_HOME', 'XDG_DATA_HOME', 'TMPDIR', 'NLSPATH']


class Trial:
    def __init__(self, program, seed):
        self.program = os.path.abspath(program).encode()
        self.random = random.Random(seed)
        os.environ['CHANCERY_STORE'] = os.path.abspath('store')
        self.codes = [b'HQ', b'CO-CMB']
        self.faults = {'status': [], 'check': [], 'backup': [], 'log': []}
        self.done = 0

    # ---- what is thrown at it

    def hostile(self, most=4):
        r = self.random
        parts = []
        for _ in range(r.randint(1, most)):
            if r.random() < 0.15:
                parts.append(bytes(r.randint(1, 255) for _ in range(r.randint(1, 12))))
            elif r.random() < 0.3:
                parts.append(r.choice([b'Bern', b'name', b'X', b'2018', b'Office']))
            else:
                parts.append(r.choice(HOSTILE))
        return b''.join(parts)

    def value(self):
        return self.hostile(2) if self.random.random() < 0.4 else b'Plain %d' % self.random.randint(0, 99)

    def code(self):
        return self.random.choice(self.codes) if self.random.random() < 0.8 else self.hostile(2)

    def new_code(self):
        code = b'X%d' % self.random.randint(1, 9999)
        self.codes.append(code)
        return code

    def name(self, ending=b''):
        """A name of a file that a folder can have."""
        return (self.hostile(3).replace(b'/', b'_')[:120] or b'_') + ending

    def write(self, name, content):
        try:
            with open(b'./' + name, 'wb') as stream:
                stream.write(content)
        except OSError:
            return b'missing'
        return b'./' + name if self.random.random() < 0.5 or name.startswith(b'-') else name

    def csv(self):
        rows = [b'code,name,type,state,city']
        for _ in range(self.random.randint(1, 3)):
            city = self.value() if self.random.random() < 0.4 else b'Bern'
            if self.random.random() < 0.5:
                city = b'"' + city.replace(b'"', b'""') + b'"'
            rows.append(self.new_code() + b',Office,country office,CH,' + city)
        if self.random.random() < 0.2:
            rows.insert(self.random.randint(0, len(rows)), self.hostile())
        return self.random.choice([b'\n', b'\r\n']).join(rows) + b'\n'

    def json(self):
        return b'{"code":"%s","name":"%s","kind":"NGO","note":"%s"}\n' % (
            self.new_code(), self.random.choice([b'Office', self.value()]), self.value())

    # ---- commands: arguments, and what stands on standard input

    def add(self):
        return [b'add', b'office', b'code=' + self.new_code(), b'name=Office',
                b'type=country office', b'state=CH', b'city=' + self.value()], b''

    def add_json(self):
        return [b'add', b'organisation', b'-'], self.json()

    def set(self):
        return [b'set', b'office', self.code(),
                self.random.choice([b'city=', b'head_name=', b'address=', b'name=', b'emails+=',
                                    self.hostile(2) + b'=']) + self.value()], b''

    def set_where(self):
        where = self.random.choice([b'code:HQ', b'code:HQ|' + self.hostile(), self.hostile()])
        return [b'set', b'office', b'--where', where, b'city=' + self.value(), b'--yes'], b''

    def rename(self):
        new = self.new_code() if self.random.random() < 0.5 else self.hostile(2)
        return [b'rename', b'office', self.code(), new], b''

    def remove(self):
        return [b'remove', b'office', self.code()], b''

    def imports(self):
        options = self.random.choice([[], [], [b'--update'], [b'--dry-run'],
                                      [b'--header-rows', self.hostile(1)]])
        return [b'import', b'office', self.write(self.name(b'.csv'), self.csv())] + options, b''

    def imports_format(self):
        kind = self.random.choice([(b'csv', b'office', self.csv),
                                   (b'jsonl', b'organisation', self.json)])
        name = self.write(self.name(), kind[2]())
        return [b'import', kind[1], name, b'--format', kind[0]], b''

    def imports_input(self):
        return [b'import', b'organisation', b'-', b'--format', b'jsonl'], self.json()

    def imports_map(self):
        table = self.write(self.name(b'.map'), b'city = ' + self.hostile() + b'\n')
        return [b'import', b'office', self.write(self.name(b'.csv'), self.csv()), b'--map', table], b''

    def undo(self):
        return self.random.choice([[b'undo'], [b'undo', b'--act', self.hostile(1), b'--yes'],
                                   [b'undo', b'office', self.code()]]), b''

    def erase(self):
        return self.random.choice([
            [b'erase', b'office', self.code(), b'head_name', b'--yes'],
            [b'erase', b'office.head_name', b'--before', b'2999', b'--where', self.value(), b'--yes'],
        ]), b''

    def schema(self):
        os.makedirs('schema', exist_ok=True)
        for old in os.listdir(b'schema'):
            os.remove(os.path.join(b'schema', old))
        label = self.value().replace(b'"', b'').replace(b'\\', b'')
        text = (b'name = "visit"; number = 1001;\nlabel = { en = "Visit %s"; };\n'
                b'plural = { en = "Visits"; };\n'
                b'fields = ( { name = "code"; number = 1; type = "code"; role = "code";\n'
                b'  required = true; label = { en = "Code"; }; } );\n'
                b'sections = ( { label = { en = "Visit"; }; fields = [ "code" ]; } );\n'
                b'views = ( { name = "all"; label = { en = "All"; };\n'
                b'  columns = ( { field = "code"; } ); sort = "code"; } );\n' % label)
        self.write(b'schema/' + self.name(b'.conf'), text)
        with open('own.conf', 'wb') as stream:
            stream.write(b'schema = "%s/schema";\n' % os.getcwdb())
        return [b'--config', b'own.conf', b'schema', b'--apply'], b''

    def restores(self):
        name = b'./' + self.name(b'.mdb')
        try:
            shutil.copy(b'last.mdb', name)
        except OSError:
            name = b'missing'
        return [b'restore', name, b'--force'], b''

    def writes_file(self):
        name = b'./' + self.name()
        return self.random.choice([[b'export', b'office', b'-o', name], [b'backup', name],
                                   [b'export', self.hostile(1), b'--format', b'jsonl']]), b''

    def reads(self):
        return self.random.choice([
            [b'list', b'office', self.hostile()], [b'find', self.hostile()],
            [b'show', b'office', self.code()], [b'history', b'office', self.code()],
            [b'log', b'--by', self.hostile()],
            [b'log', b'--since', self.hostile(1)], [b'drafts', b'--discard', self.hostile(1)],
            [b'list', b'office', b'--columns', self.hostile(1)], [self.hostile(1)],
            [b'--lang', self.hostile(1), b'info'],
        ]), b''

    def command(self):
        many = [self.add, self.add_json, self.set, self.set, self.set_where, self.rename, self.remove,
                self.imports, self.imports, self.imports_format, self.imports_input, self.imports_map,
                self.undo, self.erase, self.schema, self.restores, self.writes_file, self.reads]
        return self.random.choice(many)()

    # ---- and what must hold

    def environment(self):
        env = dict(os.environb)
        if self.random.random() < 0.5:
            for _ in range(self.random.randint(1, 3)):
                env[self.random.choice(ENVIRONMENT).encode()] = self.hostile()
        return env

    def run(self, arguments, env=None, given=b''):
        return subprocess.run([self.program] + arguments, input=given, capture_output=True,
                              env=env, timeout=120, check=False)

    def fault(self, what, arguments, env, result):
        hostile = {k: v for k, v in (env or {}).items() if os.environb.get(k) != v}
        self.faults[what].append('%r in %r: status %d, %r, %r' % (
            arguments, hostile, result.returncode, result.stdout[-300:], result.stderr[-500:]))

    def log_is_right(self):
        info = self.run([b'info']).stdout
        acts = [line for line in info.split(b'\n') if line.startswith(b'acts\t')]
        log = self.run([b'log'])
        try:
            text = log.stdout.decode()
        except UnicodeDecodeError:
            return log, False
        lines = text.split('\n')[:-1]
        moves = any(ord(c) < 0x20 and c not in '\t\n' or 0x7f <= ord(c) < 0xa0 for c in text)
        return log, acts == [b'acts\t%d' % len(lines)] and not moves

    def round(self):
        arguments, given = self.command()
        arguments = [a.replace(b'\0', b'') for a in arguments]
        env = self.environment()
        result = self.run(arguments, env, given)
        if result.returncode not in DOCUMENTED:
            self.fault('status', arguments, env, result)
        if result.returncode != 0:
            return
        self.done += 1
        check = self.run([b'check'])
        if check.returncode != 0:
            self.fault('check', arguments, env, check)
        if os.path.exists('next.mdb'):
            os.remove('next.mdb')
        backup = self.run([b'backup', b'next.mdb'])
        if backup.returncode == 0:
            os.replace('next.mdb', 'last.mdb')
        else:
            self.fault('backup', arguments, env, backup)
        log, is_right = self.log_is_right()
        if not is_right:
            self.fault('log', arguments, env, log)


def main():
    program, seed, rounds = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    trial = Trial(program, seed)
    if trial.run([b'init']).returncode != 0 or trial.run([b'backup', b'last.mdb']).returncode != 0:
        print('Bail out! there is no store to test with')
        return 99
    for _ in range(rounds):
        trial.round()
    told = [
        ('status', 'no command ends by a signal or with another status than the documented ones'),
        ('check', 'after each that succeeded the register has no faults'),
        ('backup', 'and a backup is made'),
        ('log', 'and the log has one plain line an act'),
    ]
    print('# seed %d: %d of %d commands succeeded' % (seed, trial.done, rounds))
    for number, (what, sentence) in enumerate(told, 1):
        print('%s %d - %s' % ('not ok' if trial.faults[what] else 'ok', number, sentence))
        for text in trial.faults[what][:5]:
            print('#   ' + text)
    enough = trial.done >= rounds / 5
    print('%s 5 - enough of them succeed for this to mean something' % ('ok' if enough else 'not ok'))
    print('1..5')
    return 0 if enough and not any(trial.faults.values()) else 1


sys.exit(main())
