#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fails when a file or a function has grown too long to be read at once.

Our C puts the braces of a function, and of nothing else but types, into the first column; so the
lines of a function can be counted without a parser."""

import pathlib
import re
import sys

from check_root import project_root

FILE_LINES = 800
FUNCTION_LINES = 100
LONG_FUNCTION_LINES = 60
EXCUSED_LINES = 150

# 'file:function': why it reads better in one piece.
EXCUSED = {
}

NAME = re.compile(r'^([A-Za-z_]\w*) \(')


def functions(lines):
    start = name = None
    for number, line in enumerate(lines, 1):
        match = NAME.match(line)
        if match and not line.endswith(';'):
            start, name = number, match.group(1)
        elif line == '}' and start is not None:
            yield name, start, number - start + 1
            start = None
        elif line.startswith(('typedef', 'struct', 'enum', 'union', '#')) and start is not None:
            start = None


def check(root, path, faults, hints, used):
    lines = path.read_text(encoding='utf-8').splitlines()
    name = path.relative_to(root).as_posix()
    if len(lines) > FILE_LINES:
        faults.append(f'{name}: {len(lines)} lines, more than {FILE_LINES}')
    for function, start, length in functions(lines):
        key = f'{name}:{function}'
        limit = EXCUSED_LINES if key in EXCUSED else FUNCTION_LINES
        if length > limit:
            faults.append(f'{name}:{start}: {function} has {length} lines, more than {limit}')
        elif length > LONG_FUNCTION_LINES and key not in EXCUSED:
            hints.append(f'{name}:{start}: {function} has {length} lines')
        if key in EXCUSED and length > FUNCTION_LINES:
            used.add(key)


def main():
    root = project_root(sys.argv)
    faults, hints, used = [], [], set()
    for folder in ('src', 'tests'):
        for path in sorted((root / folder).rglob('*.[ch]')):
            check(root, path, faults, hints, used)
    faults += [f'{key}: needs no excuse any more' for key in EXCUSED if key not in used]
    if hints:
        print(f'{len(hints)} functions are longer than {LONG_FUNCTION_LINES} lines:')
        print('\n'.join(f'  {hint}' for hint in hints))
    print('\n'.join(faults) or 'shape is good')
    return bool(faults)


if __name__ == '__main__':
    sys.exit(main())
