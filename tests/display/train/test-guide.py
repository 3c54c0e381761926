#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The guide “Fine-tune an image model”, from the first picture to a test grid of four, carried out
in the real window against the built-in engine; the window is killed while the engine trains.

Arguments: limner, limner-engine. It needs a display and a session bus."""

import json
import os
import pathlib
import shutil
import struct
import sys
import time
import zlib

sys.path.append(str(pathlib.Path(__file__).resolve().parents[2] / 'lib'))

from real_window import RealWindow

N_PICTURES = 24
SIDE = 1600


def png(index):
    """A striped picture of its own kind."""
    rows = bytearray()
    for y in range(SIDE):
        band = (y * (index + 3) // 97) % 5
        pixel = bytes(((index * 37 + band * 50) % 256, (band * 60 + y // 9) % 256,
                       (index * 11) % 256))
        other = bytes(reversed(pixel))
        part = SIDE // (index % 7 + 2)
        rows += b'\0' + (pixel * part + other * part) * (SIDE // (2 * part)) \
            + pixel * (SIDE - SIDE // (2 * part) * 2 * part)

    def chunk(kind, data):
        return struct.pack('>I', len(data)) + kind + data + struct.pack('>I',
                                                                        zlib.crc32(kind + data))

    header = struct.pack('>IIBBBBB', SIDE, SIDE, 8, 2, 0, 0, 0)
    return (b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', header)
            + chunk(b'IDAT', zlib.compress(bytes(rows), 1)) + chunk(b'IEND', b''))


def record(guide):
    rows = guide.query("SELECT text FROM memos WHERE kind = 'training'")
    return json.loads(rows[0][0]) if rows else {}


def walk(guide):
    files = []
    for index in range(N_PICTURES):
        path = guide.home / f'picture-{index}.png'
        path.write_bytes(png(index))
        files.append(path.as_uri())

    guide.start()
    guide.do('train', json.dumps({
        'trigger': 'STRPS42', 'destination': 'local/stripes', 'files': files,
        'input': {'steps': 200, 'seed': 3}, 'start': True}))
    training = guide.wait_for('the training runs',
                              lambda: record(guide).get('state') == 'running' and record(guide))
    guide.kill()
    assert record(guide)['state'] == 'running', 'it ended before the window was killed'
    print('ok 1 - killed while the engine trains')

    guide.start()
    done = guide.wait_for('the training is done', lambda: record(guide).get('state') == 'done'
                          and record(guide))
    assert done['training'] == training['training'], 'it was ordered twice'
    assert done['output_version'].startswith('local/stripes:')
    assert len(guide.query("SELECT 1 FROM memos WHERE kind = 'training'")) == 1
    print('ok 2 - the same training goes on after the restart and ends with a version')

    guide.do('try-training', done['id'])
    guide.wait_for('four pictures', lambda: guide.query(
        "SELECT count(*) FROM jobs WHERE state = 'done'")[:1] == [(4,)])
    files = list((guide.home / 'pictures').rglob('*.png'))
    assert len(files) == 4 and len({file.read_bytes() for file in files}) == 4
    print('ok 3 - a test grid of four, with the trigger word in the prompt')

    prompts = guide.query('SELECT input FROM jobs')
    assert all('STRPS42' in row[0] for row in prompts)
    guide.do('use-example', json.dumps({
        'server': 'this-computer', 'model': done['output_version'],
        'input': {'prompt': 'a harbour, STRPS42', 'seed': 9}}))
    guide.wait_for('the form of the new version', lambda: try_generating(guide))
    print('ok 4 - the new version is used on the Create page')


def try_generating(guide):
    guide.do('generate')
    time.sleep(0.3)
    return guide.query("SELECT 1 FROM jobs WHERE input LIKE '%a harbour, STRPS42%'")


def main():
    if not os.environ.get('DISPLAY') or shutil.which('gdbus') is None:
        print('1..0 # SKIP there is no display, or no gdbus')
        return
    print('1..4', flush=True)
    guide = RealWindow(sys.argv[1], sys.argv[2])
    try:
        walk(guide)
    finally:
        guide.end()


main()
