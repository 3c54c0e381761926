#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fails when a public function of src/ says nowhere what it does, or names arguments it lacks.

Public is what a header declares under the project's prefix. The comment stands above the function's
body or above its declaration and begins with two stars."""

import re
import sys

from check_root import project_root

PROTOTYPE = re.compile(r'^[A-Za-z_][\w \t]*[ *]+(limner_\w+)\s*\(([^;{]*)\)[^;{)]*;', re.M)
BODY = re.compile(r'^(limner_\w+) \(([^;{]*)\)\n\{', re.M)
NAMED = re.compile(r'^/\*\*\n \* (limner_\w+):$', re.M)   # where a macro writes the body
PLAIN = re.compile(r'/\*(?!\*).*?\*/', re.S)
TAGGED = re.compile(r'^ \* @(\w+):', re.M)
ARGUMENT = re.compile(r'(\w+)\s*(?:\[[^\]]*\]\s*)?(?:,|$)')
CALLBACK = re.compile(r'\(\*(\w+)\)\s*\([^()]*\)')
GENERATED = ('_get_type', '_quark')


def comment_before(text, position, lines_between):
    """The comment with two stars above a position, or nothing."""
    lines = text[:position].split('\n')[:-1 - lines_between]
    if not lines or not lines[-1].endswith('*/'):
        return None
    for start in range(len(lines) - 1, -1, -1):
        if lines[start].startswith('/*'):
            return '\n'.join(lines[start:]) if lines[start].startswith('/**') else None
    return None


def arguments(text):
    text = CALLBACK.sub(r'\1', PLAIN.sub('', text))
    return {match.group(1) for match in ARGUMENT.finditer(text)} | set(re.findall(r'\.\.\.', text))


def check(root):
    public, found, named, faults = {}, {}, set(), []
    for path in sorted((root / 'src').rglob('*.[ch]')):
        text = path.read_text(encoding='utf-8')
        named.update(NAMED.findall(text))
        is_header = path.suffix == '.h'
        for match in (PROTOTYPE if is_header else BODY).finditer(text):
            name = match.group(1)
            if is_header and not name.endswith(GENERATED):
                public.setdefault(name, path.relative_to(root))
            # A body has the type of its result in a line above its name.
            comment = comment_before(text, match.start(), 0 if is_header else 1)
            if comment:
                found.setdefault(name, (comment, match.group(2), path.relative_to(root)))
    for name, path in public.items():
        if name not in found:
            if name not in named:
                faults.append(f'{path}: {name} says nowhere what it does')
            continue
        comment, words, place = found[name]
        for tag in TAGGED.findall(comment):
            if tag not in arguments(words):
                faults.append(f'{place}: {name} has no argument {tag}')
    return len(public), faults


def main():
    count, faults = check(project_root(sys.argv))
    print('\n'.join(faults) or f'{count} public functions are described')
    return bool(faults)


if __name__ == '__main__':
    sys.exit(main())
