"""What a loss of power would have left on the disk at the moment of each answer.

Replays a trace of a service onto a copy of its stores: a write counts once a sync of its file that began after it
has ended. Then looks whether the stores hold what the answer said.

    durable.py TRACE COPY    the copy is changed; it holds the files of the moment at which the trace began
"""
import ast, os, re, shutil, sqlite3, sys, tempfile

CALL = re.compile(r'^(\d+) +(pwrite64|fdatasync|fsync|write|writev)\(\d+<([^>]*)>(.*)')
RESUMED = re.compile(r'^(\d+) +<\.\.\. (fdatasync|fsync) resumed>')
WRITE = re.compile(r'^, ("(?:[^"\\]|\\.)*"), (\d+), (\d+)')
CREDS, PASSCODES = 'op_creds.db', 'op_passcodes.db'

ANSWERS = (
    ('login', (CREDS, 'select count(*) from session', 2),
     (PASSCODES, 'select count(*) from passcode where used_at is null', 0)),
    ('renewal', (CREDS, 'select count(*) from master_token', 3)),
    ('logout', (CREDS, "select count(*) from session where end_reason = 'LOGOUT'", 1)),
)


def replay(trace, copy):
    waiting, syncing, answers = {}, {}, 0
    for line in open(trace, errors='replace'):
        resumed = RESUMED.match(line)
        if resumed:
            settle(copy, *syncing.pop(resumed[1]))
            continue
        call = CALL.match(line)
        if not call:
            continue
        thread, name, file, rest = call.groups()
        store = os.path.basename(file)
        if name == 'pwrite64' and re.search(r'\.db(-wal)?$', store):
            written = WRITE.match(rest)
            content = ast.literal_eval('b' + written[1]) if written else b''
            if not written or len(content) != int(written[2]):
                sys.exit(f'a write cannot be read: {line[:200]}')
            waiting.setdefault(store, []).append((int(written[3]), content))
        elif name in ('fdatasync', 'fsync') and store in waiting:
            done = store, waiting.pop(store)
            if 'unfinished' in rest:
                syncing[thread] = done
            else:
                settle(copy, *done)
        elif 'HTTP/1.1 20' in rest:
            look(copy, *ANSWERS[answers])
            answers += 1
    if answers != len(ANSWERS):
        sys.exit(f'{answers} answers were seen instead of {len(ANSWERS)}')


def settle(copy, store, writes):
    path = os.path.join(copy, store)
    with open(path, 'r+b' if os.path.exists(path) else 'w+b') as file:
        for offset, content in writes:
            file.seek(offset)
            file.write(content)


def look(copy, answer, *wanted):
    with tempfile.TemporaryDirectory() as left:
        for name in os.listdir(copy):
            shutil.copy(os.path.join(copy, name), left)
        for store, query, value in wanted:
            connection = sqlite3.connect(os.path.join(left, store))
            found = connection.execute(query).fetchone()[0]
            connection.close()
            if found != value:
                sys.exit(f'after the answer of the {answer}, a loss of power leaves {found} instead of {value}: {query}')


replay(*sys.argv[1:])
