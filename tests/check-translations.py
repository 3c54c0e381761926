#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fails when a translation lacks a text of the sources, guesses one, or keeps one they lost.

With --fix it merges the texts of the sources into every translation."""

import pathlib
import re
import subprocess
import sys
import tempfile

from check_root import project_root

KEYWORDS = ('_', 'N_', 'C_:1c,2', 'NC_:1c,2', 'ngettext:1,2')


def extract(root, target):
    command = ['xgettext', '--from-code=UTF-8', '--add-comments=Translators',
               '--package-name=limner',
               '--sort-by-file', f'--directory={root}', f'--files-from={root}/po/POTFILES.in',
               f'--output={target}', *(f'--keyword={word}' for word in KEYWORDS)]
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)


def count(po, *choice):
    text = subprocess.run(['msgattrib', *choice, str(po)], check=True, capture_output=True,
                          text=True).stdout
    return re.findall(r'^(?:#~ )?msgid ("(?!"$).*|""\n(?:#~ )?".*")', text, re.M)


def check(root, pot, po, merged):
    subprocess.run(['msgmerge', '--quiet', '--no-fuzzy-matching', '-o', str(merged), str(po),
                    str(pot)], check=True)
    subprocess.run(['msgfmt', '--check', '-o', '/dev/null', str(po)], check=True)
    faults = []
    for choice, what in (('--untranslated', 'is not translated'), ('--only-fuzzy', 'is a guess'),
                         ('--only-obsolete', 'is used no more')):
        header = 'Project-Id-Version'
        faults += [f'{po.name}: {text.strip()} {what}'
                   for text in count(merged, choice) if header not in text]
    return faults


def main():
    root = project_root(sys.argv)
    languages = (root / 'po' / 'LINGUAS').read_text(encoding='utf-8').split()
    faults = []
    with tempfile.TemporaryDirectory() as folder:
        pot = pathlib.Path(folder) / 'limner.pot'
        extract(root, pot)
        for language in languages:
            po = root / 'po' / f'{language}.po'
            if '--fix' in sys.argv[2:]:
                subprocess.run(['msgmerge', '--quiet', '--no-fuzzy-matching', '--update',
                                '--backup=none', str(po), str(pot)], check=True)
                subprocess.run(['msgattrib', '--no-obsolete', '-o', str(po), str(po)], check=True)
            faults += check(root, pot, po, pathlib.Path(folder) / po.name)
    print('\n'.join(faults) or f'complete: {" ".join(languages)}')
    return bool(faults)


if __name__ == '__main__':
    sys.exit(main())
