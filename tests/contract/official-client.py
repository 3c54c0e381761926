#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Starts limner-engine and lets the service's own JavaScript client loose on it. Prints TAP.
With --install FOLDER it only fetches that client, for the benchmark."""

import base64
import io
import json
import os
import pathlib
import shutil
import struct
import subprocess
import sys
import tempfile
import zipfile
import zlib

CLIENT = 'replicate@1.4.0'


def skip(reason):
    print(f'1..0 # SKIP {reason}')
    sys.exit(0)


def install(folder):
    """The client comes from npm once and stays in the build folder. The person's own settings for
    npm and what it has in store count even where the environment was emptied."""
    if (folder / 'node_modules' / 'replicate').is_dir():
        return
    folder.mkdir(parents=True, exist_ok=True)
    environment = {'HOME': str(pathlib.Path.home())} | os.environ
    try:
        done = subprocess.run(['npm', 'install', '--no-audit', '--no-fund', '--prefer-offline',
                               '--prefix', folder, CLIENT], env=environment, capture_output=True,
                              text=True, check=False, timeout=90)
    except subprocess.TimeoutExpired:
        skip(f'{CLIENT} could not be installed: the registry does not answer')
    if done.returncode != 0:
        skip(f'{CLIENT} could not be installed: {done.stderr.strip().splitlines()[-1:]}')


def png(red, green, blue):
    """A small picture of one colour."""
    def chunk(kind, data):
        check = zlib.crc32(kind + data)
        return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', check)
    rows = b''.join(b'\0' + bytes((red, green, blue)) * 64 for _ in range(64))
    return (b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', 64, 64, 8, 2, 0, 0, 0)) +
            chunk(b'IDAT', zlib.compress(rows)) + chunk(b'IEND', b''))


def pictures():
    """A zip of pictures to train with, as text."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, 'w') as zipped:
        for i in range(4):
            zipped.writestr(f'{i}.png', png(40 * i, 90, 200 - 30 * i))
    return base64.b64encode(archive.getvalue()).decode()


def main():
    if sys.argv[1] == '--install':
        install(pathlib.Path(sys.argv[2]))
        return 0
    engine, script, folder = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
    if shutil.which('node') is None or shutil.which('npm') is None:
        skip('node and npm are not installed')
    install(folder)

    with tempfile.TemporaryDirectory() as data, \
         subprocess.Popen([engine, '--print-address', '--parent-pipe', '--data-dir', data],
                          stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        address = json.loads(server.stdout.readline())
        environment = dict(os.environ, LIMNER_TEST_TOKEN=address['token'],
                           LIMNER_TEST_ZIP=pictures())
        done = subprocess.run(['node', script, folder.resolve(), address['base_url']],
                              env=environment, check=False)
        server.stdin.close()
    if done.returncode != 0 or server.returncode != 0:
        print(f'Bail out! node ended with {done.returncode}, limner-engine with '
              f'{server.returncode}')
    return done.returncode


sys.exit(main())
