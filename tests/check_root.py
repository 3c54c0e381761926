# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds the folder that a check is asked to look at; one in which it would see nothing fails."""

import pathlib
import sys


def project_root(arguments):
    """The project's folder, as the first argument names it."""
    root = pathlib.Path(arguments[1] if len(arguments) > 1 else '.').resolve()
    if not (root / 'meson.build').is_file() or not (root / 'src' / 'base').is_dir():
        sys.exit(f'{root} is not the folder of the project')
    return root
