#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The library from the command line: taking in, giving away, losing and finding again, two programs
at once, and one that is killed. Prints TAP."""

import json
import os
import pathlib
import shutil
import signal
import sqlite3
import struct
import subprocess
import sys
import tempfile
import time
import zlib

import tap

CLI, ENGINE = sys.argv[1:3]
METADATA = pathlib.Path(__file__).resolve().parent.parent / 'data' / 'metadata'
PATIENCE = 240


class Library:
    """A home of its own."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.environment = dict(
            os.environ, HOME=folder, LIMNER_ENGINE=ENGINE, XDG_DATA_HOME=f'{folder}/share',
            XDG_CONFIG_HOME=f'{folder}/config', XDG_CACHE_HOME=f'{folder}/cache',
            LIMNER_DATA_DIR=f'{folder}/data', LIMNER_PICTURES_DIR=f'{folder}/pictures')

    def start(self, *words):
        return subprocess.Popen([CLI, *map(str, words)], env=self.environment, text=True,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def run(self, *words, code=0):
        process = self.start(*words)
        out, err = process.communicate(timeout=PATIENCE)
        assert process.returncode == code, f'{words} ended with {process.returncode}\n{out}{err}'
        return out if code == 0 else err

    def ask(self, *words, code=0):
        process = self.start(*words, '--json')
        out, err = process.communicate(timeout=PATIENCE)
        assert process.returncode == code, f'{words} ended with {process.returncode}\n{out}{err}'
        return json.loads(out)

    def find(self, *words):
        return self.ask('gallery', 'search', '--limit', '5000', *words)

    def database(self):
        return self.folder / 'data' / 'library.db'


def chunk(kind, data):
    return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))


def make_picture(path, number, settings=True):
    """A small PNG, each with pixels of its own."""
    rows = b''.join(b'\0' + bytes([number % 256, number // 256 % 256, row]) * 16
                    for row in range(16))
    text = f'a mill number {number}\nSteps: 9, Seed: {number}, Size: 16x16, Model: mills'
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', 16, 16, 8, 2,
                                                                      0, 0, 0)) +
                     (chunk(b'tEXt', b'parameters\0' + text.encode()) if settings else b'') +
                     chunk(b'IDAT', zlib.compress(rows)) + chunk(b'IEND', b''))
    return path


def make_many(folder, count, first=0):
    for number in range(first, first + count):
        make_picture(folder / f'{number:05}.png', number)
    return folder


def test_import(library):
    """Pictures and folders come in once, what is no picture is told and keeps nothing back"""
    folder = make_many(library.folder / 'mine', 12)
    make_picture(folder / 'deep' / 'er' / 'one.png', 500)
    (folder / 'notes.txt').write_text('no picture', encoding='utf-8')
    assert library.ask('gallery', 'import', folder) == {'count': 13, 'refused': 0}
    assert library.ask('gallery', 'import', folder)['count'] == 13
    assert len(library.find()) == 13
    assert library.find('seed:7')[0]['prompt'] == 'a mill number 7'
    (folder / 'broken.png').write_bytes(b'\x89PNG\r\n\x1a\n and no more')
    answer = library.ask('gallery', 'import', folder / 'broken.png', folder / '00001.png', code=1)
    assert answer == {'count': 1, 'refused': 1}
    assert 'No such file' in library.run('gallery', 'import', '/nowhere.png', code=1)
    assert 'needed' in library.run('gallery', 'import', code=2)


def test_marks_in_files(library):
    """A lost library is found again in the files: ratings and tags, moved and gone ones"""
    made = library.ask('run', 'limner/painter', 'prompt=a heron', 'seed=3', 'width=256',
                       'height=256', 'num_outputs=2')
    assert made
    items = library.find('heron')
    assert len(items) == 2
    library.run('gallery', 'mark', items[0]['id'], '--rating', '4', '--tag', 'reeds, tall',
                '--tag', '狐')
    library.run('gallery', 'mark', items[1]['id'], '--rating', '-1')
    assert library.ask('show', items[0]['path'])['rating'] == 4
    assert library.ask('show', items[0]['path'])['tags'] == ['reeds, tall', '狐']
    shutil.rmtree(library.folder / 'data')
    assert library.ask('gallery', 'rebuild')['count'] >= 2
    found = {item['id']: item for item in library.find('heron')}
    assert {key: item['rating'] for key, item in found.items()} == {items[0]['id']: 4,
                                                                    items[1]['id']: -1}
    assert library.find('tag:狐')[0]['id'] == items[0]['id']
    assert found[items[0]['id']]['input'] == items[0]['input']

    # A program that ended before the file had its rating leaves it to the next one.
    with sqlite3.connect(library.database()) as database:
        database.execute('UPDATE items SET rating = 5 WHERE id = ?', (items[1]['id'],))
        database.execute("INSERT INTO memos VALUES ('marks', '', ?, '', 1)", (items[1]['id'],))
    library.run('gallery', 'mark', items[0]['id'], '--tag', 'later')
    assert library.ask('show', items[1]['path'])['rating'] == 5
    with sqlite3.connect(library.database()) as database:
        assert not database.execute("SELECT * FROM memos WHERE kind = 'marks'").fetchall()
    library.run('gallery', 'mark', items[1]['id'], '--rating', '-1')

    moved = library.folder / 'pictures' / 'elsewhere' / 'heron.png'
    moved.parent.mkdir()
    shutil.move(items[0]['path'], moved)
    pathlib.Path(items[1]['path']).unlink()
    library.ask('gallery', 'rebuild')
    found = {item['id']: item for item in library.find('heron')}
    assert len(found) == 2, found
    assert found[items[0]['id']]['path'] == str(moved)
    assert found[items[0]['id']]['rating'] == 4
    assert [item['id'] for item in library.find('heron', 'is:missing')] == [items[1]['id']]


def test_show(library):
    """What a picture says is shown in any dialect, from texts beside it and as it stands, too"""
    for name, member, value in (('a1111.png', 'written_by', 'AUTOMATIC1111'),
                                ('comfyui.webp', 'written_by', 'ComfyUI'),
                                ('sidecar.png', 'seed', '3141592653'),
                                ('nothing.png', 'written_by', 'none')):
        assert library.ask('show', METADATA / name)[member] == value, name
    unknown = library.ask('show', METADATA / 'unknown.png')
    assert unknown['written_by'] == 'unknown' and unknown['text']
    assert 'No such file' in library.run('show', '/nowhere.png', code=1)
    assert 'not a picture' in library.run('show', __file__, code=1)


def test_export(library):
    """Copies are made as they are wanted, tell what they hold, and write over nothing"""
    out = library.folder / 'out'
    source = METADATA / 'a1111.png'
    told = library.ask('export', source, source, '-o', out, '--tell', 'nothing', '--captions')
    assert [pathlib.Path(one['path']).name for one in told] == ['a1111.png', 'a1111-2.png']
    assert [one['holds'] for one in told] == [[], []]
    assert 'lighthouse' in (out / 'a1111-2.txt').read_text(encoding='utf-8')
    assert 'lighthouse' in library.ask('show', out / 'a1111.png')['text']
    (out / 'a1111.txt').unlink()
    assert library.ask('show', out / 'a1111.png')['written_by'] == 'none'

    told = library.ask('export', source, METADATA / 'fooocus.jpg', '-o', out, '-f', 'webp',
                       '--name', '../{words}', '--tell', 'credit', '--sheet', '--max-side', '24')
    assert len(told) == 3 and all(pathlib.Path(one['path']).parent == out for one in told)
    assert told[0]['holds'] == ['XMP']
    shown = library.ask('show', told[0]['path'])
    assert shown['width'] == 24 and 'prompt' not in shown and shown['model'] == 'shoreline_v2'

    answer = library.ask('export', '/nowhere.png', source, '-o', out, code=1)
    assert len(answer) == 1 and answer[0]['from'] == str(source)
    for wrong in (['-f', 'tiff'], ['-q', '0'], ['--tell', 'lies'], ['--max-side', '-1']):
        assert library.run('export', source, '-o', out, *wrong, code=2)
    assert 'folder' in library.run('export', source, code=2)
    assert 'picture' in library.run('export', '-o', out, code=2)
    assert library.run('export', source, '-o', '/proc/none', code=1)


def test_two_at_once(library):
    """Several programs write to one library at the same time, and one copies it meanwhile"""
    folders = [make_many(library.folder / f'many-{n}', 150, 1000 * (n + 1)) for n in range(4)]
    before = len(library.find())
    programs = [library.start('gallery', 'import', folder) for folder in folders]
    copies = []
    while any(program.poll() is None for program in programs):
        copies.append(library.folder / f'copy-{len(copies)}.db')
        library.run('gallery', 'backup', copies[-1])
    for program in programs:
        _, err = program.communicate(timeout=PATIENCE)
        assert program.returncode == 0, err
    assert len(library.find()) == before + 600
    assert len(library.find('prompt:mill')) >= 600
    assert 'sound' in library.run('gallery', 'check')
    for copy in copies:
        with sqlite3.connect(copy) as database:
            assert database.execute('PRAGMA integrity_check').fetchone() == ('ok',)


def test_killed(library):
    """A program that is killed while pictures come in leaves a library that is whole"""
    folder = make_many(library.folder / 'killed', 400, 20000)
    before = len(library.find())
    kills = 0
    for attempt in range(12):
        program = library.start('gallery', 'import', folder)
        end = time.monotonic() + 0.05 + attempt * 0.04
        while program.poll() is None and time.monotonic() < end:
            time.sleep(0.005)
        if program.poll() is None:
            program.send_signal(signal.SIGKILL)
            kills += 1
        program.communicate()
        count = len(library.find()) - before
        assert 0 <= count <= 400, count
        assert len(library.find('prompt:mill', 'seed:20399')) <= 1
    assert kills > 0
    assert library.ask('gallery', 'import', folder)['count'] == 400
    assert len(library.find()) == before + 400
    assert 'sound' in library.run('gallery', 'check')


def test_damaged(library):
    """Damage is found, what can be saved is saved, and the files give back the rest"""
    with sqlite3.connect(library.database()) as database:
        database.execute('PRAGMA wal_checkpoint (TRUNCATE)')
    rated = library.find('rating:4')
    count = len(library.find())
    data = bytearray(library.database().read_bytes())
    for page in range(3, len(data) // 4096, 2):
        data[page * 4096:page * 4096 + 900] = b'\xa5' * 900
    for name in ('library.db-wal', 'library.db-shm'):
        library.database().with_name(name).unlink(missing_ok=True)
    library.database().write_bytes(data)
    program = library.start('gallery', 'check')
    program.communicate(timeout=PATIENCE)
    library.run('gallery', 'rebuild')
    assert 'sound' in library.run('gallery', 'check')
    assert library.find('rating:4')[0]['id'] == rated[0]['id']
    assert 0 < len(library.find()) <= count


def main():
    with tempfile.TemporaryDirectory() as folder:
        return tap.run_with(tap.find(globals()), Library(folder))



sys.exit(main())
