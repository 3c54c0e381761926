#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A Cog server that answers as the real ones of three generations do, for tests and for trying the
program by hand: --generation 0.9|0.16|0.22 --port N --status READY|STARTING|SETUP_FAILED. Its model
fails when its prompt says “fail”, refuses “refuse”, and works until it is cancelled, or for half a
minute, when it says “slow”."""

import argparse
import base64
import collections
import http.server
import json
import struct
import threading
import time
import zlib

TIME = '2026-01-01T00:00:00.000000+00:00'


def png():
    """A picture of 64 × 64 pixels."""
    def chunk(kind, data):
        check = zlib.crc32(kind + data)
        return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', check)
    rows = b''.join(b'\0' + b''.join(bytes((4 * x, 4 * y, 120)) for x in range(64))
                    for y in range(64))
    return (b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', 64, 64, 8, 2, 0, 0, 0)) +
            chunk(b'IDAT', zlib.compress(rows)) + chunk(b'IEND', b''))


def describe(hint, picture):
    """What /openapi.json says when the model is there; the hint is told beside its prompt, and
    its picture's input is called as it is wanted."""
    return {
        'openapi': '3.0.2', 'info': {'title': 'Cog', 'version': '0.1.0'},
        'paths': {'/predictions': {'post': {}}},
        'components': {'schemas': {
            'Input': {
                'title': 'Input', 'type': 'object', 'required': ['prompt'],
                'properties': {
                    'prompt': {'title': 'Prompt', 'type': 'string', 'x-order': 0,
                               'description': hint},
                    'steps': {'title': 'Steps', 'type': 'integer', 'default': 4, 'minimum': 1,
                              'maximum': 50, 'x-order': 1},
                    picture: {'title': 'Image', 'type': 'string', 'format': 'uri',
                              'x-order': 2}}},
            'Output': {'title': 'Output', 'type': 'array',
                       'items': {'type': 'string', 'format': 'uri'}}}}}


class FakeCog:
    """The state of one server."""

    def __init__(self, generation, port=0, status='READY'):
        self.generation, self.status, self.hint = generation, status, ''
        self.picture = 'image'                     # what the model calls its picture
        self.lock = threading.Lock()
        self.turn = threading.Lock()               # 0.9 answers nothing else while it works
        self.running, self.cancelled = None, threading.Event()
        self.runs = collections.Counter()          # how often the model ran, by prompt
        self.requests = []
        cog = self

        class Handler(CogHandler):
            """Knows its server."""
            state = cog

        self.http = http.server.ThreadingHTTPServer(('127.0.0.1', port), Handler)
        self.http.daemon_threads = True
        self.http.handle_error = lambda *_: None   # a client that was killed
        self.url = f'http://127.0.0.1:{self.http.server_port}'

    def start(self):
        """Serves on a thread."""
        threading.Thread(target=self.http.serve_forever, daemon=True).start()
        return self

    def stop(self):
        """Ends the server and what runs."""
        self.cancelled.set()
        self.http.shutdown()
        self.http.server_close()

    def is_coglet(self):
        """Whether it is the server of 0.17 and later."""
        return self.generation == '0.22'

    def begin(self, name):
        """Takes the only place there is; what is refused is an answer."""
        with self.lock:
            if self.status != 'READY':
                if self.is_coglet():
                    return 503, {'error': 'Setup has not finished yet', 'status': 'failed'}
                return 409, {'detail': 'Already running a prediction'}
            if self.running is not None:
                if self.is_coglet():
                    return 409, {'error': 'At capacity - all prediction slots busy',
                                 'status': 'failed'}
                return 409, {'detail': 'Already running a prediction'}
            self.running = name
            self.cancelled.clear()
        return None

    def work(self, values):
        """Runs the model."""
        prompt = values['prompt']
        self.runs[prompt] += 1
        done = {'status': 'succeeded', 'logs': 'Using seed: 7\n100%|##########| 4/4\n',
                'output': ['data:image/png;base64,' + base64.b64encode(png()).decode()]}
        if 'fail' in prompt:
            done = {'status': 'failed', 'error': 'The prompt says so', 'output': None,
                    'logs': '' if self.is_coglet() else 'Traceback\nThe prompt says so\n'}
        elif self.cancelled.wait(30 if 'slow' in prompt else 0.05):
            done = {'status': 'canceled', 'output': None, 'logs': ''}
        with self.lock:
            self.running = None
        return done

    def finish(self, name, values, done):
        """The answer, in the shape of the generation."""
        answer = {'id': name, 'output': done['output'], 'logs': done['logs'],
                  'status': done['status'], 'metrics': {'predict_time': 0.05}}
        if 'error' in done or not self.is_coglet():
            answer['error'] = done.get('error')
        if not self.is_coglet():
            answer |= {'input': {'steps': 4} | values, 'version': None, 'created_at': None,
                       'started_at': TIME, 'completed_at': TIME}
        if self.generation == '0.9':
            answer |= {'output_file_prefix': None, 'webhook': None, 'webhook_events_filter': None}
        return answer


class CogHandler(http.server.BaseHTTPRequestHandler):
    """One request."""
    protocol_version = 'HTTP/1.1'
    state = None

    def answer(self, status, body):
        """Sends JSON."""
        text = json.dumps(body).encode()
        self.send_response(status)
        self.send_header('Content-Type', 'application/json')
        self.send_header('Content-Length', str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_):  # pylint: disable=arguments-differ
        """Says nothing."""

    def do_GET(self):  # pylint: disable=invalid-name
        """What the server says of itself."""
        cog = self.state
        cog.requests.append(f'GET {self.path}')
        if cog.generation == '0.9':
            with cog.turn:
                self.tell()
        else:
            self.tell()

    def tell(self):
        """The three addresses that can be read."""
        cog = self.state
        if self.path == '/':
            root = {'docs_url': '/docs', 'openapi_url': '/openapi.json'}
            if cog.generation != '0.9':
                root |= {'cog_version': cog.generation, 'healthcheck_url': '/health-check',
                         'predictions_url': '/predictions'}
            self.answer(200, root)
        elif self.path == '/health-check':
            status = cog.status if cog.running is None else 'BUSY'
            setup = {'logs': 'No weights were found\n' if status == 'SETUP_FAILED' else ''}
            self.answer(200, {'status': status, 'setup': setup})
        elif self.path == '/openapi.json' and cog.is_coglet() and cog.status != 'READY':
            self.answer(503, {'error': 'OpenAPI schema not available'})
        elif self.path == '/openapi.json' and cog.status == 'SETUP_FAILED':
            self.answer(200, {'openapi': '3.0.2', 'info': {}, 'paths': {}})
        elif self.path == '/openapi.json':
            self.answer(200, describe(cog.hint, cog.picture))
        else:
            self.answer(405 if self.path.startswith('/predictions') else 404,
                        {'detail': 'Method Not Allowed'})

    def read(self):
        """The body, or None where it is no JSON."""
        text = self.rfile.read(int(self.headers.get('Content-Length', 0)))
        try:
            return json.loads(text) if text else {}
        except ValueError:
            return None

    def do_POST(self):  # pylint: disable=invalid-name
        """Predictions without a name of ours, and cancelling."""
        cog = self.state
        cog.requests.append(f'POST {self.path}')
        body = self.read()
        parts = self.path.strip('/').split('/')
        if parts[0] == 'predictions' and parts[2:] == ['cancel']:
            if cog.generation == '0.9':
                with cog.turn:
                    self.answer(404, {})
            elif cog.running == parts[1]:
                cog.cancelled.set()
                self.answer(200, {})
            else:
                self.answer(404, {})
        else:
            self.predict((body or {}).get('id'), body)

    def do_PUT(self):  # pylint: disable=invalid-name
        """Predictions with a name of ours."""
        self.state.requests.append(f'PUT {self.path}')
        self.predict(self.path.rsplit('/', 1)[1], self.read())

    def predict(self, name, body):
        """Checks, runs and answers."""
        cog = self.state
        values = body.get('input') if isinstance(body, dict) else None
        if not isinstance(values, dict) or not isinstance(values.get('prompt'), str):
            self.answer(422, {'detail': [{'loc': ['body', 'input', 'prompt'],
                                          'msg': 'field required',
                                          'type': 'value_error.missing'}]})
            return
        if 'refuse' in values['prompt']:
            self.answer(422, {'detail': [
                {'loc': ['body', 'input', 'steps'], 'type': 'value_error.number.not_le',
                 'msg': 'ensure this value is less than or equal to 3'}]})
            return
        with cog.lock:
            again = name is not None and cog.running == name
        if again:
            self.answer(202, {'id': name, 'status': 'processing', 'logs': '', 'output': None})
            return
        refusal = cog.begin(name or 'nameless')
        if refusal is not None:
            self.answer(*refusal)
            return
        with cog.turn:
            done = cog.work(values)
        self.answer(200, cog.finish(name, values, done))


def main():
    """Serves until it is interrupted."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--generation', default='0.16', choices=['0.9', '0.16', '0.22'])
    parser.add_argument('--port', type=int, default=5000)
    parser.add_argument('--status', default='READY')
    options = parser.parse_args()
    cog = FakeCog(options.generation, options.port, options.status).start()
    print(cog.url, flush=True)
    while True:
        time.sleep(60)


if __name__ == '__main__':
    main()
