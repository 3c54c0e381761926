#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The checks themselves: each says good of a small clean project, finds a planted fault, and does
not call a folder good in which there is nothing to see. Prints TAP."""

import pathlib
import subprocess
import sys
import tempfile
import traceback

TESTS = pathlib.Path(__file__).resolve().parent
SPDX = '/* SPDX-License-Identifier: GPL-3.0-or-later */\n\n'
HEADER = SPDX + '#pragma once\n\nint limner_sum (int a,\n                int b);\n'
BODY = SPDX + '''#include "config.h"

#include "limner-sum.h"

/**
 * limner_sum:
 * @a: a number
 * @b: another
 *
 * Returns: both together
 */
int
limner_sum (int a,
            int b)
{
  return a + b;
}
'''
CHECKS = ('docs', 'layers', 'potfiles', 'shape', 'style', 'translations')
LONG = BODY.replace('  return', '  a++;\n' * 120 + '  return')

# Which check must find which fault: the file, what it holds, and a word of the complaint.
FAULTS = (
    ('docs', 'src/base/limner-sum.c', BODY.replace('/**', '/*'), 'nowhere'),
    ('docs', 'src/base/limner-sum.c', BODY.replace('@b:', '@c:'), 'no argument c'),
    ('docs', 'src/base/limner-other.h', HEADER.replace('_sum', '_other'), 'limner_other'),
    ('layers', 'src/base/limner-sum.c', BODY.replace('"limner-sum.h"', '"store/limner-store.h"'),
     'may not include src/store'),
    ('layers', 'src/base/limner-sum.c', BODY.replace('"limner-sum.h"', '<gtk/gtk.h>'),
     'free of GTK'),
    ('layers', 'src/nowhere/limner-sum.h', HEADER, 'no place'),
    ('potfiles', 'src/base/limner-sum.c', BODY.replace('a + b', '_("sum") != 0'), 'lacks'),
    ('potfiles', 'po/POTFILES.in', '# Written by tests/check-potfiles.py --fix\nsrc/gone.c\n',
     'without need'),
    ('shape', 'src/base/limner-sum.c', BODY + '\n' * 800, 'more than 800'),
    ('shape', 'src/base/limner-sum.c', LONG, 'limner_sum has'),
    ('shape', 'tests/test-sum.c', LONG, 'limner_sum has'),
    ('style', 'src/base/limner-sum.c', BODY.replace('  return', '\treturn'), 'tab'),
    ('style', 'src/base/limner-sum.c', BODY.replace('a + b;', 'a + b; '), 'trailing blank'),
    ('style', 'src/base/limner-sum.c', BODY.replace(SPDX, ''), 'no SPDX'),
    ('style', 'src/base/limner-sum.c', BODY.replace('a + b', 'sum(a, b)'), 'no space before'),
    ('style', 'src/base/limner-sum.c', BODY.replace('#include "config.h"\n', ''), 'config.h'),
    ('style', 'src/base/limner-sum.c', BODY.replace('another', 'x' * 100), 'characters'),
    ('style', 'src/base/limner-sum.c', BODY.replace('a + b', 'g_task_run_in_thread (a, b)'),
     'on a thread'),
    ('style', 'src/base/limner-sum.c', BODY + '\n', 'exactly one newline'),
    ('style', 'src/base/limner-sum.h', HEADER.replace('#pragma once\n', ''), '#pragma once'),
    ('style', 'src/app/style.css', 'a {\n  color: red;\n\nb {\n}\n', 'a brace is missing'),
)


def make_project(folder):
    root = pathlib.Path(folder)
    files = {
        'meson.build': '# SPDX-License-Identifier: GPL-3.0-or-later\n',
        'README.md': 'Words.\n',
        'dev': '#!/bin/sh\n# SPDX-License-Identifier: GPL-3.0-or-later\n',
        'data/limner.desktop.in': '[Desktop Entry]\nName=Limner\n',
        'po/LINGUAS': '\n',
        'po/POTFILES.in': '# Written by tests/check-potfiles.py --fix\ndata/limner.desktop.in\n',
        'src/base/limner-sum.c': BODY,
        'src/base/limner-sum.h': HEADER,
    }
    for name, text in files.items():
        write(root, name, text)
    return root


def write(root, name, text):
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding='utf-8')


def run(check, folder):
    place = folder / 'src' if check == 'layers' else folder
    done = subprocess.run([sys.executable, TESTS / f'check-{check}.py', str(place)],
                          capture_output=True, text=True, check=False, timeout=60)
    assert 'Traceback' not in done.stderr, done.stderr
    return done.returncode, done.stdout + done.stderr


def test_clean_project():
    with tempfile.TemporaryDirectory() as folder:
        root = make_project(folder)
        for check in CHECKS:
            code, words = run(check, root)
            assert code == 0, (check, words)


def test_planted_faults():
    for check, name, text, complaint in FAULTS:
        with tempfile.TemporaryDirectory() as folder:
            root = make_project(folder)
            write(root, name, text)
            code, words = run(check, root)
            assert code == 1 and complaint in words, (check, name, complaint, code, words)


def test_wrong_folder():
    with tempfile.TemporaryDirectory() as folder:
        root = make_project(folder)
        for check in CHECKS:
            for wrong in (root / 'data', root / 'gone', root / 'src' / 'base'):
                code, words = run(check, wrong)
                assert code != 0 and 'is not the folder' in words, (check, wrong, words)
        for check in CHECKS:
            if check != 'layers':
                code, words = run(check, root / 'src')
                assert code != 0 and 'is not the folder' in words, (check, words)


def main():
    tests = [test_clean_project, test_planted_faults, test_wrong_folder]
    failed = False
    print(f'1..{len(tests)}')
    for number, test in enumerate(tests, 1):
        try:
            test()
            print(f'ok {number} {test.__name__}', flush=True)
        except Exception:  # pylint: disable=broad-except
            failed = True
            print(f'not ok {number} {test.__name__}', flush=True)
            print('\n'.join('# ' + line for line in traceback.format_exc().split('\n')))
    return failed


if __name__ == '__main__':
    sys.exit(main())
