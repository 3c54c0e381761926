#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The real window is killed at each state of a job, and started again with and without a network:
each job ends right, is made once, and costs once. Between the window and an engine, which plays the
hosted service, stands a network that can be held up and taken away.

Arguments: limner, limner-engine. It needs a display, a session bus and gdbus."""

import http.client
import http.server
import json
import os
import pathlib
import re
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.parse

sys.path.append(str(pathlib.Path(__file__).resolve().parents[2] / 'lib'))

from real_window import PATIENCE, RealWindow

MODEL = 'limner/painter'
PRICE = 0.015
N_AWAY = 8
# What is asked of the service, by which it can be held up.
KINDS = (('POST', r'/v1/models/.*/predictions', 'create'), ('GET', r'/v1/predictions', 'list'),
         ('GET', r'/v1/predictions/[^/]+', 'get'), ('GET', r'/outputs/.*', 'output'),
         ('GET', r'/v1/streams/.*', 'stream'))


class Service:
    """An engine, and the network before it."""

    def __init__(self, engine):
        self.process = subprocess.Popen([engine, '--print-address', '--parent-pipe'],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        address = json.loads(self.process.stdout.readline())
        self.engine = urllib.parse.urlsplit(address['base_url']).netloc
        self.token = address['token']
        self.port = 0
        self.server = None
        self.held = set()           # kinds that are not passed on; or the answer to a creation
        self.mute = False           # what is created is not answered
        self.status = None          # in which state it is said to be at first
        self.working = False        # whether nothing is said to have ended
        self.canceled = None        # what the host is said to have cancelled
        self.turn = 0               # who was held up in an earlier one is dropped
        self.created = []           # the predictions that the engine took
        self.connect()

    def connect(self):
        if self.server is None:
            self.server = Listener(('127.0.0.1', self.port), Network)
            self.server.service = self
            self.port = self.server.server_port
            threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    def disconnect(self):
        if self.server is not None:
            self.server.shutdown()
            self.server.server_close()
            self.server = None

    def let_go(self):
        self.turn += 1
        self.held, self.mute, self.status, self.working = set(), False, None, False

    def end(self):
        self.let_go()
        self.disconnect()
        self.process.stdin.close()
        self.process.wait()


class Listener(http.server.ThreadingHTTPServer):
    """Does not complain of connections that die with the window."""
    daemon_threads = True

    def handle_error(self, *_):
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(*_)


class Network(http.server.BaseHTTPRequestHandler):
    """Passes on what it may."""

    def pass_on(self):
        service = self.server.service
        turn = service.turn
        path = urllib.parse.urlsplit(self.path).path
        kind = next((name for method, pattern, name in KINDS
                     if method == self.command and re.fullmatch(pattern, path)), None)
        body = self.rfile.read(int(self.headers.get('Content-Length', 0)))
        if kind == 'stream':
            self.send_error(404)
            return
        if not self.wait_for(service, kind, turn):
            return
        status, headers, content = self.ask(service, body)
        if kind == 'create' and status == 201:
            service.created.append(json.loads(content)['id'])
            if service.mute or not self.wait_for(service, 'answer', turn):
                return
        if kind in ('create', 'get') and status in (200, 201):
            content = self.retell(service, kind, json.loads(content))
        self.send_response(status)
        for name, value in headers:
            if name.lower() in ('content-type', 'retry-after'):
                self.send_header(name, value)
        self.send_header('Content-Length', str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    @staticmethod
    def wait_for(service, kind, turn):
        while kind in service.held and turn == service.turn:
            time.sleep(0.01)
        return turn == service.turn

    def ask(self, service, body):
        engine = http.client.HTTPConnection(service.engine, timeout=PATIENCE)
        engine.request(self.command, self.path, body,
                       {name: value for name, value in self.headers.items()
                        if name.lower() in ('content-type', 'prefer', 'accept', 'authorization')})
        answer = engine.getresponse()
        ours = f'127.0.0.1:{service.port}'
        content = answer.read().replace(service.engine.encode(), ours.encode())
        return answer.status, answer.getheaders(), content

    @staticmethod
    def retell(service, kind, prediction):
        if kind == 'create' and service.status is not None:
            prediction['status'] = service.status
        if service.working:
            prediction.update(status='processing', output=None)
            prediction.pop('completed_at', None)
        if kind == 'get' and prediction['id'] == service.canceled:
            prediction.update(status='canceled', output=None)
        return json.dumps(prediction).encode()

    def log_message(self, *_):
        pass

    do_GET = do_POST = do_PATCH = do_DELETE = do_QUERY = pass_on


class Case:
    """Up to which state a job comes, and how it has to end."""

    def __init__(self, state, end='done', held=(), mute=False, status=None, network=True):
        self.state, self.end = state, end
        self.held, self.mute, self.status, self.network = set(held), mute, status, network
        self.name = state

    def named(self, name):
        self.name = name
        return self


CASES = (
    Case('queued', network=False),
    Case('sending', held=('create',), end='lost').named('sending, not taken'),
    Case('sending', held=('answer',)).named('sending, taken'),
    Case('searching', held=('list',), mute=True),
    Case('starting', held=('get',), status='starting'),
    Case('processing', held=('get',), status='processing'),
    Case('downloading', held=('output',)),
)


def make_window(program, engine, service):
    window = RealWindow(program, engine)
    data = window.home / 'data'
    data.mkdir()
    (data / 'servers.ini').write_text('[replicate]\nkind=replicate\nname=Hosted\n'
                                      f'url=http://127.0.0.1:{service.port}/v1\n',
                                      encoding='utf-8')
    window.environment['REPLICATE_API_TOKEN'] = service.token
    return window


def newest(window):
    rows = window.query('SELECT id, state, sent FROM jobs ORDER BY created DESC LIMIT 1')
    return rows[0] if rows else (None, None, 0)


def generate(window):
    """The form may not be ready yet: then nothing happens, and it is tried again after a rest,
    which is as long as this computer took from its start to the first picture."""
    before = newest(window)[0]
    rest = getattr(window, 'rest', 2)

    def is_new():
        window.do('generate')
        end = time.monotonic() + rest
        while newest(window)[0] == before and time.monotonic() < end:
            time.sleep(0.02)
        return newest(window)[0] != before
    window.wait_for('a job', is_new)
    return newest(window)[0]


def get_state(window, job):
    rows = window.query(f"SELECT state FROM jobs WHERE id = '{job}'")
    return rows[0][0] if rows else None


def is_final(state):
    return state in ('done', 'failed', 'canceled', 'aborted', 'lost')


def all_ended(window):
    return not window.query('SELECT 1 FROM jobs WHERE finished = 0')


def set_price(window):
    database = sqlite3.connect(window.home / 'data' / 'library.db', timeout=PATIENCE)
    with database:
        database.execute('INSERT INTO prices (model, unit, price) VALUES (?, ?, ?)',
                         (MODEL, 'run', PRICE))
    database.close()


def open_form(window):
    begin = time.monotonic()
    window.start()
    window.wait_for('the library', lambda: window.query('SELECT count(*) FROM prices'))
    set_price(window)
    window.do('use-example', json.dumps({
        'server': 'replicate', 'model': MODEL,
        'input': {'prompt': 'a harbour at dawn', 'width': 128, 'height': 128}}))
    generate(window)
    # On a slow computer it may have been asked for twice.
    window.wait_for('a first picture', lambda: all_ended(window))
    window.rest = time.monotonic() - begin


def begin_again(window, service, job, with_network):
    if not with_network:
        service.disconnect()
    window.start()
    if not with_network:
        # Whatever is tried meanwhile, nothing is decided while nobody answers.
        end = time.monotonic() + 3
        while time.monotonic() < end:
            assert not is_final(get_state(window, job)), 'it ended without a network'
            time.sleep(0.1)
    service.connect()


def check(window, service, job, end, n_before):
    n_made = len(service.created) - n_before
    state, prediction = window.query(f"SELECT state, prediction FROM jobs WHERE id = '{job}'")[0]
    items = window.query(f"SELECT path FROM items WHERE job = '{job}'")
    usage = window.query(f"SELECT cost FROM usage WHERE job = '{job}'")
    assert state == end, (state, end)
    if end == 'lost':
        assert (n_made, items, usage) == (0, [], []), (n_made, items, usage)
        return
    assert n_made == 1 and prediction == service.created[-1], (n_made, prediction)
    assert len(items) == 1 and pathlib.Path(items[0][0]).is_file(), items
    assert usage == [(PRICE,)], usage


def walk_case(window, service, case, with_network):
    n_before = len(service.created)
    service.held, service.mute, service.status = set(case.held), case.mute, case.status
    if not case.network:
        service.disconnect()
    job = generate(window)
    window.stop_when(case.state, lambda: get_state(window, job) == case.state and
                     (case.state != 'sending' or newest(window)[2] > 0) and
                     ('answer' not in case.held or len(service.created) > n_before))
    window.kill()
    assert get_state(window, job) == case.state
    service.let_go()
    if with_network:
        service.connect()
    begin_again(window, service, job, with_network)
    window.wait_for('the end', lambda: is_final(get_state(window, job)))
    window.wait_for('the account', lambda: case.end == 'lost' or window.query(
        f"SELECT 1 FROM usage WHERE job = '{job}'"))
    check(window, service, job, case.end, n_before)


def walk_away(window, service):
    """Eight are under way when the program dies, and one of them the host cancels. Nothing is to be
    done at the next start."""
    service.working = True
    jobs = [generate(window) for _ in range(N_AWAY)]
    window.wait_for('all under way', lambda: all(get_state(window, job) == 'processing'
                                                 for job in jobs))
    made = list(service.created)
    window.kill()
    service.canceled = made[-1]
    service.let_go()
    window.start()
    window.wait_for('all ends', lambda: all(is_final(get_state(window, job)) for job in jobs))
    ends = sorted(get_state(window, job) for job in jobs)
    assert ends == ['canceled'] + ['done'] * (N_AWAY - 1), ends
    assert service.created == made, 'something was sent twice'
    placeholders = ', '.join(f"'{job}'" for job in jobs)
    assert len(window.query(f'SELECT 1 FROM items WHERE job IN ({placeholders})')) == N_AWAY - 1
    used = window.query(f'SELECT count(*), count(DISTINCT job), sum(cost) FROM usage '
                        f'WHERE job IN ({placeholders})')[0]
    assert used[:2] == (N_AWAY, N_AWAY) and abs(used[2] - (N_AWAY - 1) * PRICE) < 1e-9, used


def walk(window, service):
    n = 0
    open_form(window)
    for case in CASES:
        for with_network in (True, False):
            walk_case(window, service, case, with_network)
            n += 1
            print(f'ok {n} - killed while {case.name}, started '
                  f'{"with" if with_network else "without"} a network', flush=True)
    walk_away(window, service)
    print(f'ok {n + 1} - eight under way, one cancelled by the host: nothing to be done',
          flush=True)


def main():
    if not os.environ.get('DISPLAY') or shutil.which('gdbus') is None:
        print('1..0 # SKIP there is no display or no gdbus')
        return
    print(f'1..{2 * len(CASES) + 1}', flush=True)
    service = Service(sys.argv[2])
    window = make_window(sys.argv[1], sys.argv[2], service)
    try:
        walk(window, service)
    finally:
        window.end()
        service.end()


main()
