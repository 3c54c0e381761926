#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fails when a file leaves the project's style where a machine can see it."""

import pathlib
import re
import sys

from check_root import project_root

SPDX = 'SPDX-License-Identifier: GPL-3.0-or-later'
FOLDERS = ('src', 'tests', 'data', 'po', 'flatpak', '.ci')
BELOW_THE_LINE = {'base', 'wire', 'schema', 'image', 'secrets', 'paint', 'client', 'store',
                  'edit', 'engine', 'jobs', 'studio'}
LONGEST = 100
TEXT = {'.c', '.h', '.py', '.ui', '.css', '.build', '.in', '.json', '.xml', '.md', '.sh'}
NO_SPACE = {'g_autoptr', 'g_auto', 'g_autolist', 'g_autoslist', 'g_autoqueue', '_', 'defined'}

NOISE = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.S)
CALL = re.compile(r'\b([a-z_][a-z0-9_]*)\(')
NOTE = re.compile(r'\b(TODO|FIXME|XXX)\b(?!:\s+\S+\s+\S+\s+\S+)')
PSPEC = re.compile(r'\bg_param_spec_(?!sink|ref|unref|get|pool|internal)[a-z0-9]+ \(')
TOKEN = re.compile(r'[()]')


def blank(match):
    return re.sub(r'[^\n]', ' ', match.group())


def line_of(text, position):
    return text.count('\n', 0, position) + 1


def call_at(code, start):
    depth = 0
    for match in TOKEN.finditer(code, start):
        depth += 1 if match.group() == '(' else -1
        if depth == 0:
            return code[start:match.end()]
    return code[start:]


def check_c(path, text, faults):
    code = NOISE.sub(blank, text)
    for number, line in enumerate(code.split('\n'), 1):
        if line.lstrip().startswith('#'):
            continue
        for match in CALL.finditer(line):
            if match.group(1) not in NO_SPACE:
                faults.append((number, f'no space before the parenthesis of {match.group(1)}'))
    for match in re.finditer(r'\bg_object_notify \(', code):
        faults.append((line_of(code, match.start()), 'notify by pspec'))
    if path.parts[0] == 'src' and path.name != 'limner-task.c':
        for match in re.finditer(r'\bg_task_run_in_thread \(', code):
            faults.append((line_of(code, match.start()),
                           'g_task_run_in_thread() can end a widget on a thread: '
                           'limner_task_run_in_thread()'))
    for match in PSPEC.finditer(code):
        if 'G_PARAM_STATIC_STRINGS' not in call_at(code, match.start()):
            faults.append((line_of(code, match.start()), 'property without static strings'))
    if path.suffix == '.h' and '\n#pragma once\n' not in text:
        faults.append((1, 'header without #pragma once'))
    if path.parts[0] == 'src' and path.parts[1] in BELOW_THE_LINE and 'glib/gi18n' in text:
        faults.append((1, 'translates below the GTK line'))
    if path.parts[0] == 'src' and path.suffix == '.c' and '#include "config.h"' not in text:
        faults.append((1, 'does not include config.h first'))


def check_css(text, faults):
    """Our rules are not nested; a lost brace swallows all that follows."""
    depth = 0
    for number, line in enumerate(NOISE.sub(blank, text).split('\n'), 1):
        depth += line.count('{') - line.count('}')
        if not 0 <= depth <= 1:
            faults.append((number, 'a brace is missing before this rule'))
            return
    if depth != 0:
        faults.append((number, 'the last rule is not closed'))


def check_lines(path, text, faults):
    for number, line in enumerate(text.split('\n'), 1):
        if '\t' in line:
            faults.append((number, 'tab'))
        if line != line.rstrip():
            faults.append((number, 'trailing blank'))
        if path.suffix in {'.c', '.h', '.py'} and len(line) > LONGEST:
            faults.append((number, f'{len(line)} characters, more than {LONGEST}'))
        if path.name != 'check-style.py' and NOTE.search(line):
            faults.append((number, 'note for later without a reason'))
    if not text.endswith('\n') or text.endswith('\n\n'):
        faults.append((text.count('\n') + 1, 'must end with exactly one newline'))


def check(root, path):
    faults = []
    name = path.relative_to(root)
    text = path.read_text(encoding='utf-8')
    if not text:
        return [f'{name}: empty']
    check_lines(name, text, faults)
    if name.suffix == '.css':
        check_css(text, faults)
    if path.suffix in {'.c', '.h', '.py', '.build', '.sh'} or path.name == 'dev':
        if SPDX not in '\n'.join(text.split('\n')[:3]):
            faults.append((1, 'no SPDX line'))
    if path.suffix in {'.c', '.h'}:
        check_c(name, text, faults)
    return [f'{name}:{number}: {fault}' for number, fault in faults]


def files(root):
    yield from (root / 'meson.build', root / 'dev', root / 'README.md')
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob('*')):
            if path.is_file() and (path.suffix in TEXT or path.parent.name == '.ci') \
               and 'data' not in path.relative_to(root / folder).parts[:1]:
                yield path


def main():
    root = project_root(sys.argv)
    faults = [fault for path in files(root) if path.exists() for fault in check(root, path)]
    print('\n'.join(faults) or 'style is clean')
    return bool(faults)


if __name__ == '__main__':
    sys.exit(main())
