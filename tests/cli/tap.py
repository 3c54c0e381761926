# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the tests of a file and tells of each as the Test Anything Protocol wants it."""

import traceback


def find(names):
    """The tests among the names of a module, in the order in which they stand there."""
    return [value for name, value in names.items() if name.startswith('test_')]


def run(cases):
    """Runs cases, each a name and what to call; tells whether one failed."""
    print(f'1..{len(cases)}')
    failed = 0
    for number, (name, case) in enumerate(cases, 1):
        try:
            case()
            print(f'ok {number} {name}', flush=True)
        except Exception:  # pylint: disable=broad-except
            failed += 1
            print(f'not ok {number} {name}')
            print('\n'.join(f'# {line}' for line in traceback.format_exc().splitlines()),
                  flush=True)
    return failed > 0


def run_with(tests, thing):
    """Runs tests one after another, all with the same thing."""
    return run([(test.__doc__, lambda test=test: test(thing)) for test in tests])
