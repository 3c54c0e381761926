#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reaches every operation of the HTTP API with limner-cli, each by one row of a table. What it asks
passes through a server in between, which writes down the operations. Prints TAP."""

import base64
import hashlib
import hmac
import http.client
import http.server
import io
import json
import os
import pathlib
import re
import struct
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import zipfile
import zlib

import tap

CLI, ENGINE = sys.argv[1:3]
MODEL, VERSION = '/models/*/*', '/models/*/*/versions/*'
DEPLOYMENT = '/deployments/*/*'

# What is asked of the server, by which words, what has to be true of the answer, and which member
# of it is kept under which name for the rows below; {name} stands for what was kept.
TABLE = [
    ('GET /account', 'account', lambda a: a['username'] == 'local'),
    ('GET /collections', 'collections', lambda a: a[0]['slug'], '0.slug', 'slug'),
    ('GET /collections/*', 'collections {slug}', lambda a: a['models']),
    ('GET /hardware', 'hardware', lambda a: a[0]['sku'] == 'cpu'),
    ('GET /webhooks/default/secret', 'webhooks secret', lambda a: a['key'].startswith('whsec_')),
    ('GET /models', 'models list --sort-by model_created_at --ascending', lambda a: len(a) > 2),
    ('GET /search', 'models search painter', lambda a: a[0]['name'] == 'painter'),
    ('QUERY /models', 'models query painter', lambda a: a[0]['name'] == 'painter'),
    ('GET ' + MODEL, 'models show limner/prompts', lambda a: a['name'] == 'prompts'),
    ('GET ' + MODEL + '/examples', 'models examples limner/fill', lambda a: a[0]['input']),
    ('GET ' + MODEL + '/readme', 'models readme limner/fill', lambda a: 'fill' in a['readme']),
    ('GET ' + MODEL + '/versions', 'models versions limner/prompts', lambda a: len(a) == 1,
     '0.id', 'version'),
    ('GET ' + VERSION, 'models version limner/prompts {version}', lambda a: a['openapi_schema']),
    ('POST /models', 'models create local/mine --description A',
     lambda a: a['visibility'] == 'private'),
    ('PATCH ' + MODEL, 'models update local/mine --description B',
     lambda a: a['description'] == 'B'),
    ('POST ' + MODEL + '/predictions', 'predictions create limner/prompts prompt=fox count=1',
     lambda a: a['model'] == 'limner/prompts'),
    ('GET /predictions', 'predictions list', lambda a: len(a) == 1),
    ('POST /deployments', 'deployments create words --model limner/prompts --version {version}',
     lambda a: a['name'] == 'words'),
    ('GET /deployments', 'deployments list', lambda a: len(a) == 1),
    ('GET ' + DEPLOYMENT, 'deployments show local/words', lambda a: a['owner'] == 'local'),
    ('PATCH ' + DEPLOYMENT, 'deployments update local/words --max 3',
     lambda a: a['current_release']['number'] == 2),
    ('POST ' + DEPLOYMENT + '/predictions',
     'predictions create local/words prompt=fox count=1 --deployment --wait 20',
     lambda a: a['deployment'] == 'local/words'),
    ('DELETE ' + DEPLOYMENT, 'deployments delete local/words', None),
    ('POST /files', 'files upload {zip}', lambda a: a['name'] == 'pictures.zip', 'id', 'file'),
    ('GET /files', 'files list', lambda a: len(a) == 1, '0.urls.get', 'address'),
    ('GET /files/*', 'files show {file}', lambda a: a['size'] > 0),
    ('GET /files/*/download', 'files download {file} --owner local --expiry {expiry} '
     '--signature {signature} -o {copy}', None),
    ('POST ' + VERSION + '/trainings', 'trainings create limner/style-trainer:{trainer} '
     '--destination local/mine input_images={address} trigger_word=TOK --wait',
     lambda a: a['status'] == 'succeeded', 'id', 'training'),
    ('GET /trainings', 'trainings list', lambda a: len(a) == 1),
    ('GET /trainings/*', 'trainings show {training}', lambda a: a['output']['weights'],
     'output.version', 'trained'),
    ('POST /trainings/*/cancel', 'trainings cancel {training}', lambda a: a['id']),
    ('POST /predictions', 'predictions create {trained} prompt=fox width=256 height=256 --wait 60',
     lambda a: a['status'] == 'succeeded', 'id', 'prediction'),
    ('GET /predictions/*', 'predictions show {prediction}', lambda a: a['output']),
    ('POST /predictions/*/cancel', 'predictions cancel {prediction}', lambda a: a['id']),
    ('DELETE ' + VERSION, 'models delete-version local/mine {trained_id}', None),
    ('DELETE ' + MODEL, 'models delete local/mine', None),
    ('DELETE /files/*', 'files delete {file}', None),
]


class Recorder(http.server.BaseHTTPRequestHandler):
    """Passes everything on, and writes down which operation it was."""
    protocol_version = 'HTTP/1.1'
    seen, engine, token = [], '', ''

    def pass_on(self):
        path = urllib.parse.urlsplit(self.path).path.removeprefix('/v1')
        path = re.sub(r'^(/(?:models|deployments))/[^/]+/[^/]+', r'\1/*/*', path)
        path = re.sub(r'^(/(?:collections|predictions|trainings|files)|.*/versions)/[^/]+', r'\1/*',
                      path)
        self.seen.append(f'{self.command} {path}')
        body = self.rfile.read(int(self.headers.get('Content-Length', 0)))
        ours = f'127.0.0.1:{self.server.server_port}'
        engine = http.client.HTTPConnection(self.engine, timeout=240)
        headers = {name: value for name, value in self.headers.items()
                   if name.lower() in ('content-type', 'prefer', 'accept', 'authorization')}
        engine.request(self.command, self.path, body, headers)
        answer = engine.getresponse()
        content = answer.read().replace(self.engine.encode(), ours.encode())
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() in ('content-type', 'retry-after'):
                self.send_header(name, value)
        if answer.status != 204:
            self.send_header('Content-Length', str(len(content)))
        self.end_headers()
        self.wfile.write(content)
        engine.close()

    do_GET = do_POST = do_PATCH = do_DELETE = do_QUERY = pass_on    # noqa: N815

    def log_message(self, *_):  # pylint: disable=arguments-differ
        pass


def png(red):
    """A small picture of one colour."""
    def chunk(kind, data):
        check = zlib.crc32(kind + data)
        return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', check)
    rows = b''.join(b'\0' + bytes((red, 90, 120)) * 64 for _ in range(64))
    return (b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', 64, 64, 8, 2, 0, 0, 0)) +
            chunk(b'IDAT', zlib.compress(rows)) + chunk(b'IEND', b''))


def pick(answer, path):
    for step in path.split('.'):
        answer = answer[int(step)] if step.isdigit() else answer[step]
    return answer


def prepare(folder, token):
    """What rows need that no answer gives."""
    archive = folder / 'pictures.zip'
    data = io.BytesIO()
    with zipfile.ZipFile(data, 'w') as zipped:
        for i in range(4):
            zipped.writestr(f'{i}.png', png(40 * i))
    archive.write_bytes(data.getvalue())
    return {'zip': str(archive), 'copy': str(folder / 'copy.zip'), 'token': token,
            'expiry': str(int(time.time()) + 600)}


def derive(words):
    """What follows from what was kept."""
    if 'file' in words:
        text = f'local {words["file"]} {words["expiry"]}'.encode()
        words['signature'] = base64.b64encode(
            hmac.new(words['token'].encode(), text, hashlib.sha256).digest()).decode()
    if 'trained' in words:
        words['trained_id'] = words['trained'].split(':')[1]


def run(row, environment, words):
    operation, line, check = row[:3]
    del Recorder.seen[:]
    command = [CLI, *(word.format(**words) for word in line.split()), '--server', 'Between',
               '--json']
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False,
                          timeout=240)
    assert done.returncode == 0, f'{done.returncode}: {done.stdout}{done.stderr}'
    assert operation in Recorder.seen, Recorder.seen
    if check is not None:
        answer = json.loads(done.stdout)
        assert check(answer), answer
        if len(row) > 3:
            words[row[4]] = pick(answer, row[3])
            derive(words)


def compare(words):
    assert pathlib.Path(words['copy']).read_bytes() == pathlib.Path(words['zip']).read_bytes()


def test_all(environment, folder, token):
    words = prepare(folder, token)
    trainer = subprocess.run([CLI, 'models', 'show', 'limner/style-trainer', '--server', 'Between',
                              '--json'], env=environment, capture_output=True, text=True,
                             check=True, timeout=240)
    words['trainer'] = json.loads(trainer.stdout)['latest_version']['id']
    cases = [(f'{row[0]}: {row[1]}', lambda row=row: run(row, environment, words)) for row in TABLE]
    cases.append(('what was downloaded is what was uploaded', lambda: compare(words)))
    return tap.run(cases)


def main():
    operations = [row[0] for row in TABLE]
    assert len(operations) == len(set(operations)) == 37
    with tempfile.TemporaryDirectory() as home, \
         subprocess.Popen([ENGINE, '--print-address', '--parent-pipe', '--data-dir', f'{home}/e'],
                          stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as engine:
        address = json.loads(engine.stdout.readline())
        Recorder.engine = urllib.parse.urlsplit(address['base_url']).netloc
        between = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Recorder)
        threading.Thread(target=between.serve_forever, daemon=True).start()
        environment = dict(
            os.environ, HOME=home, XDG_DATA_HOME=f'{home}/share', XDG_CONFIG_HOME=f'{home}/config',
            XDG_CACHE_HOME=f'{home}/cache', LIMNER_DATA_DIR=f'{home}/data',
            LIMNER_PICTURES_DIR=f'{home}/pictures', REPLICATE_API_TOKEN=address['token'])
        # The one account whose token may come from the environment, which needs no keyring.
        data = pathlib.Path(home, 'data')
        data.mkdir()
        (data / 'servers.ini').write_text(
            '[replicate]\nkind=replicate\nname=Between\n'
            f'url=http://127.0.0.1:{between.server_port}/v1\n', encoding='utf-8')
        failed = test_all(environment, pathlib.Path(home), address['token'])
        between.shutdown()
        engine.stdin.close()
    return failed


sys.exit(main())
