#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Three schedulers times four seeds, begun in the real window with nothing but keys in six steps at
most; the window is killed half-way, and the sweep goes on when it is started again.

Arguments: limner, limner-engine. It needs a display, a session bus and xdotool."""

import json
import os
import pathlib
import shutil
import sys
import time

sys.path.append(str(pathlib.Path(__file__).resolve().parents[2] / 'lib'))

from real_window import RealWindow

SCHEDULERS = ('COARSE_TO_FINE', 'BACK_TO_FRONT', 'LOOSE')
SEEDS = (11, 12, 13, 14)
N_PICTURES = len(SCHEDULERS) * len(SEEDS)
MAX_STEPS = 6
SWEEP = 'Sweep'


class Person:
    """Somebody at the keyboard, whose steps are counted."""

    def __init__(self, window):
        self.window = window
        self.n_steps = 0

    def press(self, key, title):
        self.n_steps += 1
        self.window.press(key, title)

    def type(self, text, title):
        self.n_steps += 1
        self.window.type(text, title)


def open_form(window):
    """The form of the built-in painter, with a prompt and a size; it is there once it generates."""
    window.start()
    window.do('use-example', json.dumps({
        'server': 'this-computer', 'model': 'limner/painter',
        'input': {'prompt': 'a harbour at dawn', 'width': 512, 'height': 512}}))
    window.wait_for('the form', lambda: try_generating(window))
    # On a slow computer it may have been asked for twice.
    window.wait_for('a picture', lambda: count(window, 'finished = 0') == 0)


def try_generating(window):
    if count(window) == 0:
        window.do('generate')
        time.sleep(0.3)
    return count(window) > 0


def count(window, condition='1'):
    rows = window.query(f'SELECT count(*) FROM jobs WHERE {condition}')
    return rows[0][0] if rows else 0


def count_swept(window, condition='1'):
    return count(window, f'batch IN (SELECT id FROM sweeps) AND {condition}')


def walk(window):
    open_form(window)
    person = Person(window)
    person.press('ctrl+shift+Return', None)
    person.type(f'{SEEDS[0]}..{SEEDS[-1]}', SWEEP)
    person.press('ctrl+n', SWEEP)
    person.type(', '.join(SCHEDULERS), SWEEP)
    person.press('ctrl+Return', SWEEP)
    window.wait_for('a sweep', lambda: window.query('SELECT 1 FROM sweeps'))
    assert person.n_steps <= MAX_STEPS
    print(f'ok 1 - begun in {person.n_steps} steps', flush=True)

    window.wait_for('some pictures', lambda: count_swept(window, "state = 'done'") >= 1)
    window.kill()
    n_done = count_swept(window, "state = 'done'")
    assert n_done < N_PICTURES, 'it ended before the window was killed'
    print(f'ok 2 - killed with {n_done} of {N_PICTURES} pictures', flush=True)

    window.start()
    window.wait_for('all pictures', lambda: count_swept(window, "state = 'done'") == N_PICTURES)
    assert count_swept(window) == N_PICTURES, 'something was made twice'
    assert len(window.query('SELECT 1 FROM sweeps')) == 1
    print('ok 3 - the same sweep goes on after the restart', flush=True)

    made = {(values['scheduler'], values['seed']) for values in
            (json.loads(row[0]) for row in
             window.query('SELECT input FROM jobs WHERE batch IN (SELECT id FROM sweeps)'))}
    assert made == {(scheduler, seed) for scheduler in SCHEDULERS for seed in SEEDS}, made
    items = window.query('SELECT path FROM items WHERE job IN '
                         '(SELECT id FROM jobs WHERE batch IN (SELECT id FROM sweeps))')
    files = {pathlib.Path(row[0]).read_bytes() for row in items}
    assert len(items) == len(files) == N_PICTURES, (len(items), len(files))
    used = window.query('SELECT count(*), count(DISTINCT job) FROM usage '
                        'WHERE job IN (SELECT id FROM jobs WHERE batch IN '
                        '(SELECT id FROM sweeps))')
    assert used == [(N_PICTURES, N_PICTURES)], used
    print('ok 4 - one picture for each scheduler and seed, and each counted once', flush=True)


def main():
    if not os.environ.get('DISPLAY') or None in map(shutil.which, ('gdbus', 'xdotool')):
        print('1..0 # SKIP there is no display, no gdbus or no xdotool')
        return
    print('1..4', flush=True)
    window = RealWindow(sys.argv[1], sys.argv[2])
    try:
        walk(window)
    finally:
        window.end()


main()
