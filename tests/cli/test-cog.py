#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs limner-cli against a fake Cog server of each generation. Prints TAP."""

import contextlib
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

import tap
from fake_cog import FakeCog, png

CLI = sys.argv[1]
GENERATIONS = ['0.9', '0.16', '0.22']


class Box:
    """A home of its own, with one Cog server."""

    def __init__(self, folder, generation):
        self.folder = pathlib.Path(folder)
        self.cog = FakeCog(generation).start()
        self.environment = dict(
            os.environ, HOME=folder, XDG_DATA_HOME=f'{folder}/share',
            XDG_CONFIG_HOME=f'{folder}/config', XDG_CACHE_HOME=f'{folder}/cache',
            LIMNER_DATA_DIR=f'{folder}/data', LIMNER_PICTURES_DIR=f'{folder}/pictures')
        self.run('server', 'add', 'cog', 'Workshop', self.cog.url)

    def start(self, *words):
        return subprocess.Popen([CLI, *words], env=self.environment, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, text=True)

    def end(self, process, code=0):
        out, errors = process.communicate(timeout=240)
        assert process.returncode == code, f'{process.returncode}\n{out}\n{errors}'
        return out + errors

    def run(self, *words, code=0):
        return self.end(self.start(*words), code)

    def paint(self, prompt, code=0):
        return self.run('run', 'cog/model', f'prompt={prompt}', '--server', 'Workshop', code=code)

    def wait_for(self, condition):
        """For what must happen; never longer than the test may take."""
        until = time.monotonic() + 240
        while not condition():
            assert time.monotonic() < until, 'waited in vain'
            time.sleep(0.02)


def test_form(box):
    """Its description is the form"""
    shown = json.loads(box.run('schema', 'cog/model', '--server', 'Workshop', '--json'))
    assert [field['name'] for field in shown['fields']] == ['prompt', 'steps', 'image'], shown


def test_picture(box):
    """A result within the answer becomes a picture in the library"""
    target = box.folder / 'out.png'
    box.run('run', 'cog/model', 'prompt=a hill', '--server', 'Workshop', '-o', str(target))
    assert target.read_bytes()[:4] == b'\x89PNG'
    assert box.cog.runs['a hill'] == 1
    found = json.loads(box.run('gallery', 'search', 'hill', '--json'))
    assert len(found) == 1 and found[0]['seed'] == '7', found


def test_failure(box):
    """A failure comes as HTTP 200, a refusal as a list of reasons; neither is tried again"""
    assert 'The prompt says so' in box.paint('fail', code=1)
    assert box.cog.runs['fail'] == 1
    assert 'less than or equal to 3' in box.paint('refuse', code=3)


def test_together(box):
    """Two that are wanted at once run one after the other"""
    both = [box.start('run', 'cog/model', f'prompt=twin {i}', '--server', 'Workshop')
            for i in range(2)]
    for process in both:
        box.end(process)
    assert box.cog.runs['twin 0'] == 1 and box.cog.runs['twin 1'] == 1


def test_not_ready(box):
    """While the model is loaded, and while somebody else's runs, ours waits"""
    box.cog.status = 'STARTING'
    process = box.start('run', 'cog/model', 'prompt=early', '--server', 'Workshop')
    del box.cog.requests[:]
    box.wait_for(lambda: len(box.cog.requests) > 1)
    assert process.poll() is None and box.cog.runs['early'] == 0
    box.cog.status = 'READY'
    box.end(process)
    assert box.cog.runs['early'] == 1

    box.cog.begin('a stranger')
    process = box.start('run', 'cog/model', 'prompt=later', '--server', 'Workshop')
    box.wait_for(lambda: any(line.startswith('PUT') for line in box.cog.requests[-2:]))
    assert box.cog.runs['later'] == 0
    box.cog.running = None
    box.end(process)
    assert box.cog.runs['later'] == 1


def test_word(box):
    """A prompt without the word that the model looks for is sent raw with a warning, else not"""
    box.cog.hint = 'Must contain the trigger word “img”.'
    raw = ['predictions', 'create', 'cog/model', '--server', 'Workshop', '--wait', '60']
    assert '“img”' in box.run(*raw, 'prompt=a fox')
    assert 'Warning' not in box.run(*raw, 'prompt=an img fox')
    assert '“img”' in box.run('run', 'cog/model', 'prompt=an owl', '--server', 'Workshop', code=2)
    assert [box.cog.runs[prompt] for prompt in ('a fox', 'an img fox', 'an owl')] == [1, 1, 0]
    box.cog.hint = ''


def test_hostile_name(box):
    """What would be sent is written to the folder that was asked for, whatever inputs are called"""
    picture, folder = box.folder / 'hill.png', box.folder / 'deep' / 'dry'
    picture.write_bytes(png())
    box.cog.picture = '../../outside'
    box.run('run', 'cog/model', 'prompt=a hill', f'../../outside={picture}', '--server',
            'Workshop', '--dry-run', '-o', str(folder))
    sent = json.loads((folder / 'input.json').read_text())
    assert (folder / sent['input']['../../outside']).parent == folder, sent
    assert sorted(path.suffix for path in folder.iterdir()) == ['.json', '.png']
    assert not (box.folder / 'outside.png').exists()
    box.cog.picture = 'image'


def test_killed(box):
    """A program that dies while the model works never runs it again by itself"""
    process = box.start('run', 'cog/model', 'prompt=slow', '--server', 'Workshop')
    box.wait_for(lambda: box.cog.runs['slow'] == 1)
    process.kill()
    process.communicate(timeout=240)
    box.cog.cancelled.set()
    box.wait_for(lambda: box.cog.running is None)
    box.paint('afterwards')
    assert box.cog.runs['slow'] == 1
    states = [job['state'] for job in json.loads(box.run('jobs', 'list', '--json'))
              if job.get('prompt') == 'slow']
    assert states and 'done' not in states, states


def main():
    cases = []
    with contextlib.ExitStack() as stack:
        for generation in GENERATIONS:
            box = Box(stack.enter_context(tempfile.TemporaryDirectory()), generation)
            stack.callback(box.cog.stop)
            cases += [(f'{generation}: {test.__doc__}', lambda test=test, box=box: test(box))
                      for test in tap.find(globals())]
        return tap.run(cases)


sys.exit(main())
