#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fails when a folder of src/ includes a header of a folder it may not know."""

import pathlib
import re
import sys

CORE = {'base', 'wire', 'schema', 'image', 'secrets', 'paint', 'client', 'store', 'edit', 'jobs',
        'studio'}
MAY_USE = {
    'base': set(),
    'wire': {'base'},
    'schema': {'base'},
    'image': {'base'},
    'secrets': {'base'},
    'paint': {'base', 'image'},
    'client': {'base', 'wire'},
    'store': {'base', 'wire', 'image'},
    'edit': {'base', 'image', 'schema', 'paint'},
    'engine': {'base', 'wire', 'schema', 'image', 'paint'},
    'jobs': {'base', 'wire', 'schema', 'image', 'edit', 'client', 'store'},
    'studio': CORE - {'studio'},
    'cli': CORE,
    'widgets': {'base', 'image'},
    'form': CORE | {'widgets'},
    'canvas': CORE | {'widgets'},
    'gallery': CORE | {'widgets'},
    'browser': CORE | {'widgets'},
    'train': CORE | {'widgets', 'form', 'browser'},
    'queue': CORE | {'widgets'},
    'sweep': CORE | {'widgets'},
    'preferences': CORE | {'widgets'},
    'write': CORE | {'widgets'},
    'app': CORE | {'widgets', 'form', 'canvas', 'gallery', 'browser', 'queue', 'preferences',
                   'sweep', 'train', 'write'},
}
ABOVE_THE_LINE = {'widgets', 'form', 'canvas', 'gallery', 'browser', 'queue', 'preferences',
                  'sweep', 'train', 'write', 'app'}
INCLUDE = re.compile(r'^\s*#\s*include\s+["<]([\w.-]+)/([\w.-]+)', re.M)
TOOLKIT = re.compile(r'^\s*#\s*include\s+<(?:gtk|gdk|gsk|adwaita)[/.]', re.M)


def main():
    source = pathlib.Path(sys.argv[1])
    if not (source / 'base').is_dir():
        sys.exit(f'{source} is not the folder of the sources')
    faults = [f'{path}: has no place in the layers' for path in sorted(source.iterdir())
              if path.is_dir() and path.name not in MAY_USE]
    for path in sorted(source.rglob('*.[ch]')):
        folder = path.relative_to(source).parts[0]
        text = path.read_text(encoding='utf-8')
        for used, header in INCLUDE.findall(text):
            if used == folder and path.parent == source / folder:
                faults.append(f'{path}: includes its own {header} by folder')
            elif used in MAY_USE and used != folder and used not in MAY_USE.get(folder, set()):
                faults.append(f'{path}: src/{folder} may not include src/{used}')
        if folder not in ABOVE_THE_LINE and TOOLKIT.search(text):
            faults.append(f'{path}: src/{folder} must stay free of GTK')
    print('\n'.join(faults) or 'layers are clean')
    return bool(faults)


sys.exit(main())
