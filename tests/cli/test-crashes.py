#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Kills limner-cli and limner-engine in the middle of their work. Prints TAP."""

import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

import tap

CLI, ENGINE = sys.argv[1:3]
PATIENCE = 240
SLOW = {'prompt': 'mountains', 'seed': 7, 'width': 768, 'height': 768, 'num_outputs': 3}


class Engine:
    """A real engine that a test talks to by itself."""

    def __init__(self, *options):
        self.process = subprocess.Popen([ENGINE, '--print-address', *options],
                                        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
        address = json.loads(self.process.stdout.readline())
        self.url, self.token = address['base_url'], address['token']

    def ask(self, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        url = path if path.startswith('http') else self.url + path
        request = urllib.request.Request(url, data, {'Authorization': f'Bearer {self.token}'})
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return json.loads(answer.read())

    def wait_for(self, identifier, statuses):
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            prediction = self.ask(f'/predictions/{identifier}')
            if prediction['status'] in statuses:
                return prediction
            time.sleep(0.02)
        raise AssertionError(f'The prediction never was {statuses}')

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.end(signal.SIGKILL)

    def end(self, how):
        self.process.send_signal(how)
        code = self.process.wait(PATIENCE)
        self.process.stdout.close()
        return code


def environment(folder):
    return dict(os.environ, HOME=folder, LIMNER_ENGINE=ENGINE, LIMNER_DATA_DIR=f'{folder}/data',
                LIMNER_PICTURES_DIR=f'{folder}/pictures', XDG_CACHE_HOME=f'{folder}/cache')


def run_cli(folder, *words):
    done = subprocess.run([CLI, *words, '--json'], env=environment(folder), capture_output=True,
                          text=True, check=False, timeout=240)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def wait_for_file(path):
    end = time.monotonic() + PATIENCE
    while not path.exists():
        assert time.monotonic() < end, f'{path} was never written'
        time.sleep(0.02)


def test_engine_killed(folder):
    """An engine that is killed goes on with its predictions at the next start"""
    with Engine('--data-dir', folder) as engine:
        made = engine.ask('/models/limner/painter/predictions', {'input': SLOW})
        engine.wait_for(made['id'], ('processing',))
        # A thread writes it down, which a busy disk delays.
        wait_for_file(pathlib.Path(folder) / 'predictions' / f'{made["id"]}.json')

    with Engine('--data-dir', folder) as engine:
        done = engine.wait_for(made['id'], ('succeeded', 'failed'))
        assert done['status'] == 'succeeded' and len(done['output']) == 3
        assert done['created_at'] == made['created_at']
        assert engine.ask(engine.url.removesuffix('/v1') + '/limner/counters')['created'] == 0
        assert engine.end(signal.SIGTERM) == 0


def test_two_engines(folder):
    """A second engine in the same folder works, and leaves the first one's things alone"""
    with Engine('--data-dir', folder) as first, Engine('--data-dir', folder) as second:
        made = first.ask('/models/limner/prompts/predictions', {'input': {'prompt': 'fox'}})
        first.wait_for(made['id'], ('succeeded',))
        try:
            second.ask(f'/predictions/{made["id"]}')
            raise AssertionError('The second engine knows what the first one made')
        except urllib.error.HTTPError as error:
            assert error.code == 404
            error.close()
        assert second.end(signal.SIGTERM) == 0
        assert first.ask(f'/predictions/{made["id"]}')['status'] == 'succeeded'
        assert first.end(signal.SIGINT) == 0


def test_options(folder):
    """Options that are wrong are told, and rules that are wrong too"""
    rules = pathlib.Path(folder) / 'rules.json'
    rules.write_text('{"rules":[{"operation":"*","fault":"nonsense"}]}', encoding='utf-8')
    for code, words in ((2, ['--port', '70000']), (2, ['--threads', '-1']), (2, ['--nonsense']),
                        (1, ['--faults', str(rules)]), (1, ['--faults', '/nowhere']),
                        (0, ['--version']), (0, ['--help'])):
        done = subprocess.run([ENGINE, *words], capture_output=True, check=False, timeout=PATIENCE)
        assert done.returncode == code, words


def test_program_killed(folder):
    """A program that is killed loses no job: the next one finishes it, and makes it once"""
    words = [f'{name}={value}' for name, value in SLOW.items()]
    with subprocess.Popen([CLI, 'run', 'limner/painter', *words], env=environment(folder),
                          stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as program:
        end = time.monotonic() + PATIENCE
        while not any(job['state'] == 'processing' for job in run_cli(folder, 'jobs', 'list')):
            assert time.monotonic() < end and program.poll() is None
        program.kill()

    before = run_cli(folder, 'jobs', 'list')
    assert len(before) == 1 and before[0]['state'] == 'processing'
    resumed = run_cli(folder, 'jobs', 'resume')
    assert [(job['id'], job['state']) for job in resumed] == [(before[0]['id'], 'done')]
    after = run_cli(folder, 'jobs', 'list')
    assert after[0]['prediction'] == before[0]['prediction']
    assert len(run_cli(folder, 'gallery', 'search')) == 3
    assert len(run_cli(folder, 'predictions', 'list')) == 1
    assert run_cli(folder, 'jobs', 'resume') == []


def in_folder(test):
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        test(folder)


def main():
    return tap.run([(test.__doc__, lambda test=test: in_folder(test))
                    for test in tap.find(globals())])



sys.exit(main())
