#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What limner-cli does without any server: reading files, checking signatures, its list of servers,
and what it says of wrong words. Prints TAP."""

import base64
import hashlib
import hmac
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

import tap

CLI = sys.argv[1]
DONE, FAILED, USAGE = 0, 1, 2
KEY = b'0123456789abcdef01234567'
SECRET = 'whsec_' + base64.b64encode(KEY).decode()


class Box:
    """A home of its own; the engine is a program that does not exist."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.environment = dict(
            os.environ, HOME=folder, LIMNER_ENGINE=f'{folder}/no-engine',
            XDG_DATA_HOME=f'{folder}/share', XDG_CONFIG_HOME=f'{folder}/config',
            XDG_CACHE_HOME=f'{folder}/cache', LIMNER_DATA_DIR=f'{folder}/data',
            LIMNER_PICTURES_DIR=f'{folder}/pictures', DBUS_SESSION_BUS_ADDRESS='unix:path=/none')
        self.environment.pop('REPLICATE_API_TOKEN', None)

    def write(self, name, text):
        path = self.folder / name
        path.write_text(text, encoding='utf-8')
        return str(path)

    def run(self, *words, code=DONE, stdin=''):
        done = subprocess.run([CLI, *words], env=self.environment, capture_output=True, text=True,
                              input=stdin, check=False, timeout=240)
        assert done.returncode == code, \
            f'{" ".join(words)} ended with {done.returncode}\n{done.stdout}\n{done.stderr}'
        return done.stdout + done.stderr


def sign(name, stamp, body, key=KEY):
    """The signature of the specification of Standard Webhooks, with its version."""
    signed = hmac.new(key, f'{name}.{stamp}.{body}'.encode(), hashlib.sha256).digest()
    return 'v1,' + base64.b64encode(signed).decode()


def test_webhook_in_a_file(box):
    """A signature fits one body, id, time and secret, and for five minutes or so"""
    now = str(int(time.time()))
    body = json.dumps({'id': 'p1'})
    file, other = box.write('body', body), box.write('other', body + ' ')
    right = sign('msg_1', now, body)

    def verify(file, code, secret=SECRET, name='msg_1', stamp=now, signature=right):
        return box.run('webhooks', 'verify', file, '--secret', secret, '--id', name,
                       '--timestamp', stamp, '--signature', signature, code=code)

    assert 'right' in verify(file, DONE)
    verify(file, DONE, signature='v1,AAAA ' + right)            # one of several keys
    for words in ({'file': other}, {'name': 'msg_2'}, {'stamp': str(int(now) + 1)},
                  {'secret': 'whsec_' + base64.b64encode(b'another key of bytes').decode()},
                  {'signature': right[:-2]}, {'signature': ''}, {'signature': 'v2' + right[2:]}):
        code = subprocess.run(
            [CLI, 'webhooks', 'verify', words.get('file', file), '--secret',
             words.get('secret', SECRET), '--id', words.get('name', 'msg_1'), '--timestamp',
             words.get('stamp', now), '--signature', words.get('signature', right)],
            env=box.environment, capture_output=True, check=False, timeout=240).returncode
        assert code not in (DONE, USAGE), words
    old = str(int(now) - 3600)
    code = subprocess.run(
        [CLI, 'webhooks', 'verify', file, '--secret', SECRET, '--id', 'msg_1', '--timestamp', old,
         '--signature', sign('msg_1', old, body)],
        env=box.environment, capture_output=True, check=False, timeout=240).returncode
    assert code not in (DONE, USAGE)
    box.run('webhooks', 'verify', file, code=USAGE)
    box.run('webhooks', 'verify', code=USAGE)
    assert 'No such file' in verify(str(box.folder / 'gone'), FAILED)


def test_servers(box):
    """The list of servers is kept, and says what cannot be in it"""
    assert 'this-computer' in box.run('server', 'list')
    added = json.loads(box.run('server', 'add', 'cog', 'Workshop', 'localhost:5999', '--json'))
    listed = json.loads(box.run('server', 'list', '--json'))
    assert [server['name'] for server in listed if server['id'] == added['id']] == ['Workshop']
    assert added['base_url'] == 'http://localhost:5999', added
    box.run('server', 'add', 'fax', 'Workshop', 'http://localhost:5999', code=USAGE)
    box.run('server', 'add', 'cog', 'Workshop', code=USAGE)
    box.run('server', 'add', 'cog', 'Odd', 'ftp://localhost/x', code=USAGE)
    box.run('server', 'remove', 'nobody', code=USAGE)
    box.run('server', 'remove', added['id'])
    assert added['id'] not in box.run('server', 'list')
    assert box.run('server', 'remove', 'this-computer', code=FAILED)
    assert 'this-computer' in box.run('server', 'list')


def test_tokens(box):
    """A token comes by standard input only, and is not said again"""
    box.run('server', 'login', 'nobody', code=USAGE, stdin='r8_canary\n')
    assert 'no token' in box.run('server', 'login', 'replicate', code=USAGE, stdin='\n')
    words = box.run('server', 'login', 'replicate', code=FAILED, stdin='r8_canary\n')
    assert 'r8_canary' not in words, words             # there is no key ring here
    for path in box.folder.rglob('*'):
        assert not path.is_file() or b'r8_canary' not in path.read_bytes(), path


def test_schema_of_a_file(box):
    """A schema is shown from a file, a number beyond all bounds in it or not"""
    def schema(limits):
        return ('{"components":{"schemas":{"Input":{"properties":{"prompt":{"type":"string"},'
                '"rate":{"type":"number",' + limits + '}}}}}}')

    def rate(limits):
        file = box.write('schema.json', schema(limits))
        shown = json.loads(box.run('schema', file, '--json'))
        return next(field for field in shown['fields'] if field['name'] == 'rate')

    assert rate('"minimum":0,"maximum":2')['maximum'] == 2
    assert rate('"minimum":0,"maximum":1e400')['maximum'] is None
    assert rate('"minimum":0.5,"maximum":1e400')['minimum'] == 0.5
    for text in ('', '{', '[]', '"text"', 'null'):
        box.run('schema', box.write('bad.json', text), code=FAILED)
    box.run('schema', '--training', box.write('bad.json', '{'), code=FAILED)


def in_box(test):
    with tempfile.TemporaryDirectory() as folder:
        test(Box(folder))


def main():
    return tap.run([(test.__doc__, lambda test=test: in_box(test))
                    for test in tap.find(globals())])



sys.exit(main())
