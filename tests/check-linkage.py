#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fails when a program that must run without a desktop is linked with the toolkit."""

import pathlib
import re
import subprocess
import sys

PROGRAMS = ('src/cli/limner-cli', 'src/engine/limner-engine')
TOOLKIT = re.compile(r'\b(libgtk-\d|libgdk-\d|libadwaita|libX11|libwayland)\S*')


def main():
    build = pathlib.Path(sys.argv[1])
    faults = []
    for name in PROGRAMS:
        libraries = subprocess.run(['ldd', build / name], check=True, capture_output=True,
                                   text=True).stdout
        faults += [f'{name} is linked with {match.group()}'
                   for match in TOOLKIT.finditer(libraries)]
    print('\n'.join(faults) or 'programs without a window are free of the toolkit')
    return bool(faults)


sys.exit(main())
