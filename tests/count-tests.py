#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts the cases of the last test run and says so in one line.

Arguments: the folder of Meson's logs, and the exit code of the run. A program that speaks TAP
counts for each of its cases, any other program for one; a program that broke off counts as one
more failure."""

import json
import pathlib
import re
import sys

BAD = {'FAIL', 'ERROR', 'TIMEOUT', 'INTERRUPT', 'UNEXPECTEDPASS'}
CASE = re.compile(r'^(not )?ok \d+(?: [^#\n]*)?(# *SKIP)?', re.M | re.I)


def cases(test):
    """What became of each case of one program."""
    own = ['skipped' if skip else 'failed' if bad else 'passed'
           for bad, skip in CASE.findall(test.get('stdout') or '')]
    if test['result'] in BAD:
        return own if 'failed' in own else own + ['failed']
    if not own:
        return ['skipped' if test['result'] == 'SKIP' else 'passed']
    return own


def main():
    logs = pathlib.Path(sys.argv[1])
    code = int(sys.argv[2])
    count = {'passed': 0, 'failed': 0, 'skipped': 0}
    log = logs / 'testlog.json'
    for line in log.read_text(encoding='utf-8').splitlines() if log.exists() else []:
        for outcome in cases(json.loads(line)):
            count[outcome] += 1
    if code != 0 and count['failed'] == 0:
        count['failed'] = 1
    print(f"{count['passed']} passed, {count['failed']} failed, {count['skipped']} skipped")
    return 1 if count['failed'] else 0


if __name__ == '__main__':
    sys.exit(main())
