#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fails when po/POTFILES.in does not name exactly the files that have words to translate.

With --fix it writes the list anew."""

import pathlib
import re
import sys

from check_root import project_root

MARK = re.compile(r'(?<![\w"])(?:_|N_|C_|NC_|Q_|ngettext|dngettext|g_dngettext) ?\(\s*"')
COMMENT = re.compile(r'/\*.*?\*/|//[^\n]*', re.S)
HEAD = '# Written by tests/check-potfiles.py --fix\n'


def has_words(path):
    text = path.read_text(encoding='utf-8')
    if path.suffix == '.c':
        return bool(MARK.search(COMMENT.sub('', text)))
    return 'translatable="yes"' in text


def wanted(root):
    for path in sorted((root / 'data').iterdir()):
        if path.name.endswith(('.desktop.in', '.metainfo.xml.in')):
            yield path.relative_to(root).as_posix()
    for path in sorted((root / 'src').rglob('*')):
        if path.suffix in {'.c', '.ui'} and has_words(path):
            yield path.relative_to(root).as_posix()


def main():
    root = project_root(sys.argv)
    listing = root / 'po' / 'POTFILES.in'
    text = HEAD + ''.join(f'{name}\n' for name in wanted(root))
    if '--fix' in sys.argv[2:]:
        listing.write_text(text, encoding='utf-8')
        return 0
    have = listing.read_text(encoding='utf-8') if listing.exists() else ''
    missing = set(text.split('\n')) - set(have.split('\n'))
    extra = set(have.split('\n')) - set(text.split('\n'))
    for name in sorted(missing):
        print(f'po/POTFILES.in lacks {name}')
    for name in sorted(extra):
        print(f'po/POTFILES.in names {name} without need')
    if have != text:
        print('run tests/check-potfiles.py . --fix')
        return 1
    print('POTFILES.in is complete')
    return 0


if __name__ == '__main__':
    sys.exit(main())
