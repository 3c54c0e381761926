#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sweeps and batches of limner-cli, also killed in the middle of their work. Prints TAP."""

import json
import os
import pathlib
import sqlite3
import subprocess
import sys
import tempfile
import time

import tap

CLI, ENGINE = sys.argv[1:3]
PATIENCE = 240
SMALL = ['limner/painter', 'prompt=a harbour', 'width=128', 'height=128']


def environment(folder):
    return dict(os.environ, HOME=folder, LIMNER_ENGINE=ENGINE, LIMNER_DATA_DIR=f'{folder}/data',
                LIMNER_PICTURES_DIR=f'{folder}/pictures', XDG_CACHE_HOME=f'{folder}/cache')


def run_cli(folder, *words, code=0):
    done = subprocess.run([CLI, *words], env=environment(folder), capture_output=True, text=True,
                          check=False, timeout=PATIENCE)
    assert done.returncode == code, (done.returncode, done.stderr)
    return done


def count(folder, sql):
    path = f'{folder}/data/library.db'
    if not os.path.exists(path):
        return 0
    try:
        database = sqlite3.connect(f'file:{path}?mode=ro', uri=True, timeout=10)
        return database.execute(sql).fetchone()[0]
    except sqlite3.OperationalError:
        return 0


def test_grid(folder):
    """Three schedulers times two seeds make six pictures, named in the folder by what differs"""
    schedulers = ('COARSE_TO_FINE', 'LOOSE', 'BACK_TO_FRONT')
    done = run_cli(folder, 'sweep', *SMALL, '--over', f'scheduler={",".join(schedulers)}', '--over',
                   'seed=3..4', '-o', f'{folder}/out', '--json')
    report = json.loads(done.stdout)
    assert report['done'] == 6 and report['failed'] == 0 and report['left'] == 0
    assert len({cell['outputs'][0] for cell in report['cells']}) == 6
    names = sorted(path.name for path in pathlib.Path(folder, 'out').iterdir())
    assert names == sorted(f'{s}_{n}.png' for s in schedulers for n in (3, 4))
    assert '6 pictures; free' in done.stderr


def test_price(folder):
    """Number and price are told without making anything"""
    done = run_cli(folder, 'sweep', *SMALL, '--over', 'seed=1..7', '--price')
    assert '7 pictures' in done.stderr
    assert count(folder, 'SELECT count(*) FROM jobs') == 0


def test_refused(folder):
    """Values that the model does not take are refused before anything is made"""
    for words in (['--over', 'width=1..2'], ['--over', 'nothing=1'], ['--over', 'seed'],
                  ['--over', 'seed=1..600'], ['--models', 'painter']):
        done = subprocess.run([CLI, 'sweep', *SMALL, *words], env=environment(folder),
                              capture_output=True, text=True, check=False, timeout=PATIENCE)
        assert done.returncode != 0 and done.stderr, words
    run_cli(folder, 'sweep', 'limner/painter', code=2)
    assert count(folder, 'SELECT count(*) FROM jobs') == 0


def test_models(folder):
    """One prompt on two models, inputs carried by meaning"""
    done = run_cli(folder, 'sweep', *SMALL, '--models', 'limner/painter,limner/prompts', '--json')
    report = json.loads(done.stdout)
    assert report['done'] == 2, report


def test_killed(folder):
    """A sweep that is killed in the middle is gone on with, and nothing is made twice"""
    words = ['sweep', 'limner/painter', 'prompt=mountains', 'width=512', 'height=512', '--over',
             'seed=1..10']
    with subprocess.Popen([CLI, *words], env=environment(folder), stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL) as program:
        end = time.monotonic() + PATIENCE
        while count(folder, "SELECT count(*) FROM jobs WHERE state = 'done'") < 3:
            assert program.poll() is None and time.monotonic() < end
            time.sleep(0.02)
        program.kill()
        program.wait(PATIENCE)

    before = count(folder, "SELECT count(*) FROM jobs WHERE state = 'done'")
    assert 3 <= before < 10, before
    report = json.loads(run_cli(folder, 'sweep', '--resume', '--json').stdout)
    assert report['done'] == 10 and report['left'] == 0, report
    assert count(folder, 'SELECT count(*) FROM jobs') == 10
    assert count(folder, 'SELECT count(*) FROM items') == 10
    assert count(folder, 'SELECT count(DISTINCT seed) FROM items') == 10
    assert count(folder, 'SELECT count(*) FROM usage') == 10
    assert run_cli(folder, 'sweep', '--resume').stdout == ''


def test_batch(folder):
    """A folder of pictures goes through a model; what is no picture is left alone"""
    made = json.loads(run_cli(folder, 'run', *SMALL, 'num_outputs=3', '--json', '-o',
                              f'{folder}/in/').stdout)
    assert len(made['outputs']) == 3
    pathlib.Path(folder, 'in', 'notes.txt').write_text('no picture', encoding='utf-8')
    stems = [path.stem for path in sorted(pathlib.Path(folder, 'in').glob('*.png'))]
    done = run_cli(folder, 'batch', 'limner/upscale', 'scale=2', '--files', f'{folder}/in',
                   '--name', '{number} {name} big', '-o', f'{folder}/out', '--json')
    assert json.loads(done.stdout)['done'] == 3
    names = sorted(path.name for path in pathlib.Path(folder, 'out').iterdir())
    assert names == [f'{n:04} {stem} big.png' for n, stem in enumerate(stems, 1)], names


def make_files(folder, number, side=128):
    """Files to go through a recipe, and what lies beside them"""
    run_cli(folder, 'run', 'limner/painter', 'prompt=a harbour', f'width={side}', f'height={side}',
            f'num_outputs={number}', '-o', f'{folder}/in/')
    return [path.stem for path in sorted(pathlib.Path(folder, 'in').glob('*.png'))]


def save_recipe(folder, *steps):
    path = pathlib.Path(folder, 'recipe.json')
    path.write_text(json.dumps({'limner_recipe': 1, 'name': 'Larger', 'steps': list(steps)}),
                    encoding='utf-8')
    run_cli(folder, 'recipe', 'save', 'Larger', str(path))


UPSCALE = {'task': 'upscale', 'server': 'this-computer', 'model': 'limner/upscale',
           'values': {'scale': 2}}
EXPORT = {'task': 'export', 'format': 'jpeg', 'quality': 80, 'max_side': 100}


def test_batch_recipe(folder):
    """Files go through a recipe; what it exports is named by the template"""
    stems = make_files(folder, 2, 64)
    save_recipe(folder, UPSCALE, UPSCALE, EXPORT)
    words = ['batch', '--recipe', 'Larger', '--files', f'{folder}/in', '--name', '{number} {name}',
             '-o', f'{folder}/out']
    assert '2 pictures; free' in run_cli(folder, *words, '--price').stderr
    report = json.loads(run_cli(folder, *words, '--json').stdout)
    assert report['done'] == 2 and report['failed'] == 0, report
    names = sorted(path.name for path in pathlib.Path(folder, 'out').iterdir())
    assert names == [f'{n:04} {stem}.jpg' for n, stem in enumerate(stems, 1)], names
    assert count(folder, "SELECT count(*) FROM jobs WHERE model = 'limner/upscale'") == 4
    assert count(folder, 'SELECT count(*) FROM items WHERE width = 256') == 2
    assert count(folder, 'SELECT count(*) FROM chains') == 0
    for wrong in (['--recipe', 'Nothing'], ['--recipe', 'Larger', '--files', f'{folder}/data']):
        run_cli(folder, 'batch', *wrong, '--files', f'{folder}/in/nothing', '-o', folder, code=1)


def test_batch_recipe_killed(folder):
    """A batch through a recipe that is killed is gone on with, and no step is made twice"""
    stems = make_files(folder, 6, 512)
    save_recipe(folder, UPSCALE, UPSCALE)
    words = ['batch', '--recipe', 'Larger', '--files', f'{folder}/in', '-o', f'{folder}/out']
    done = "SELECT count(*) FROM jobs WHERE state = 'done' AND model = 'limner/upscale'"
    with subprocess.Popen([CLI, *words], env=environment(folder), stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL) as program:
        end = time.monotonic() + PATIENCE
        while count(folder, done) < 3:
            assert program.poll() is None and time.monotonic() < end
            time.sleep(0.02)
        program.kill()
        program.wait(PATIENCE)

    assert 3 <= count(folder, done) < 12
    report = json.loads(run_cli(folder, 'batch', '--resume', '--json').stdout)
    assert report['done'] == 6 and report['left'] == 0, report
    assert count(folder, "SELECT count(*) FROM jobs WHERE model = 'limner/upscale'") == 12
    assert count(folder, 'SELECT count(*) FROM items WHERE width = 2048') == 6
    assert sorted(path.stem for path in pathlib.Path(folder, 'out').iterdir()) == sorted(stems)


def test_batch_same_names(folder):
    """Files of the same name from several folders do not overwrite each other"""
    make_files(folder, 2, 64)
    files = sorted(pathlib.Path(folder, 'in').glob('*.png'))
    for number, path in enumerate(files):
        pathlib.Path(folder, str(number)).mkdir()
        path.rename(pathlib.Path(folder, str(number), 'same.png'))
    run_cli(folder, 'batch', 'limner/upscale', 'scale=2', '--files', f'{folder}/0', '--files',
            f'{folder}/1', '-o', f'{folder}/out')
    names = sorted(path.name for path in pathlib.Path(folder, 'out').iterdir())
    assert names == ['same-(2).png', 'same.png'], names


def in_folder(test):
    with tempfile.TemporaryDirectory() as folder:
        test(folder)


def main():
    return tap.run([(test.__doc__, lambda test=test: in_folder(test))
                    for test in tap.find(globals())])



sys.exit(main())
