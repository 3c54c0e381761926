#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Draws every page and dialog of the real program: ./dev shots [NAME].

Arguments: the build folder, the folder for the pictures, and optionally a word that the names of
the wanted pictures hold. It needs a display and a session bus of its own, which ./dev gives it."""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

from program import Program, output_of

PROMPTS = (
    ('a harbour at dawn, oil', 11, 768, 512),
    ('a red fox in deep snow', 7, 512, 512),
    ('mountains over a lake, watercolour', 23, 768, 512),
    ('a forest path in autumn, ink', 5, 512, 768),
    ('a city at night in the rain', 41, 768, 512),
    ('a vase of sunflowers, oil', 3, 512, 640),
    ('northern lights over a fjord', 77, 768, 432),
    ('desert dunes at noon, pastel', 19, 640, 512),
)

VARIANTS = (
    ('', 1280, 800, 'light'),
    ('-dark', 1280, 800, 'dark'),
    ('-narrow', 700, 800, 'light'),
    ('-phone', 360, 720, 'dark'),
)


# Name, key, whether the mask is emptied before, and a way over the canvas in parts of its sides
ROUND = ((.35, .4), (.42, .3), (.52, .32), (.6, .42), (.55, .55), (.42, .58), (.36, .5))
TOOLS = (
    ('brush', 'b', True, ((.3, .55), (.38, .42), (.48, .38), (.58, .45), (.66, .4))),
    ('eraser', 'e', False, ((.45, .3), (.48, .42), (.5, .55))),
    ('rectangle', 'm', True, ((.35, .3), (.5, .45), (.62, .6))),
    ('ellipse', 'shift+m', True, ((.35, .3), (.5, .45), (.62, .6))),
    ('lasso', 'l', True, ROUND),
    ('polygon', 'shift+l', True, ROUND[::2]),
    ('transform', 'v', False, ((.72, .42), (.71, .5), (.69, .56))),
    ('wand', 'w', True, ((.5, .25),)),
    ('colour', 'g', True, ((.4, .3), (.5, .35), (.6, .3))),
    ('colour-eraser', 'shift+g', True, ((.5, .25), (.5, .4))),
    ('picker', 'i', True, ((.5, .5),)),
    ('move', 'h', True, ((.5, .5), (.45, .45), (.42, .42))),
)


class Shots:
    """One library with pictures, and the pictures that are drawn of the program over it."""

    def __init__(self, build, target, wanted):
        self.build = pathlib.Path(build).resolve()
        self.target = pathlib.Path(target)
        self.wanted = wanted
        self.home = pathlib.Path(tempfile.mkdtemp(prefix='limner-shots-'))
        self.suffix = ''
        self.program = None

    def cli(self, *arguments):
        environment = dict(os.environ, LIMNER_DATA_DIR=str(self.home / 'data'),
                           LIMNER_PICTURES_DIR=str(self.home / 'pictures'),
                           LIMNER_ENGINE=str(self.build / 'src/engine/limner-engine'))
        result = subprocess.run([self.build / 'src/cli/limner-cli', *arguments],
                                env=environment, capture_output=True, text=True, check=False)
        if result.returncode != 0:
            print(f'limner-cli {arguments[0]}: {result.stderr.strip()}', file=sys.stderr)
        return result.stdout

    def fill_library(self):
        for prompt, seed, width, height in PROMPTS:
            self.cli('run', 'limner/painter', f'prompt={prompt}', f'seed={seed}',
                     f'width={width}', f'height={height}')

    def items(self):
        text = self.cli('gallery', 'search', '', '--json')
        try:
            found = json.loads(text)
        except ValueError:
            return []
        found = found.get('items', found) if isinstance(found, dict) else found
        return [item['id'] for item in found]

    def shoot(self, name, limit=6):
        if not self.wanted or self.wanted in name + self.suffix:
            self.program.shoot(self.target / f'{name}{self.suffix}.png', limit)

    def broken_file(self):
        path = self.home / 'broken.png'
        path.write_bytes(b'\x89PNG\r\n\x1a\n' + b'no picture' * 20)
        return path.as_uri()

    def pages(self, items):
        program = self.program
        self.shoot('create-start', 10)
        if items:
            program.do('edit-item', items[-1])
            self.shoot('create-picture', 10)
            self.paint()
            self.shoot('create-mask')
            program.key('c')
            self.shoot('create-extend')
            program.key('b')
        program.do('show-page', 'gallery')
        self.shoot('gallery', 10)
        if items:
            program.do('show-item', items[0])
            self.shoot('gallery-viewer', 10)
            program.key('Escape')
        program.do('show-page', 'models')
        self.shoot('models', 10)
        program.do('show-page', 'create')

    def paint(self):
        """A stroke over the middle of the canvas, where any picture is."""
        program = self.program
        left = 380 if program.width > 900 else 0
        x = left + (program.width - left) // 2
        y = program.height // 2 - 20
        program.key('b')
        program.drag([(x + dx, y + dx // 3) for dx in range(-90, 91, 10)])

    def tools(self, items):
        """Each tool while it is used, then what can be done with the view."""
        program = self.program
        if not items or program.width < 900 or self.wanted not in ('', 'tools'):
            return
        left, top = 390, 140
        program.do('edit-item', items[-1])
        program.settle()
        for name, key, empties, way in TOOLS:
            points = [(round(left + x * (program.width - left)),
                       round(top + y * (program.height - top))) for x, y in way]
            if empties:
                program.key('ctrl+shift+a')
            program.click(*points[0], button=2)
            program.key(key)
            if name == 'polygon':
                for point in points:
                    program.click(*point)
                    time.sleep(0.4)
            else:
                program.drag(points, hold=True)
            self.shoot(f'tools-{name}')
            program.release()
            program.key('Return')
        program.key('ctrl+0', 'b')
        self.paint()
        for name, key, back in (('mask-only', 'q', 'q'), ('turned', '6', '5'),
                                ('mirrored', 'ctrl+shift+h', 'ctrl+shift+h')):
            program.key(key)
            self.shoot(f'tools-{name}')
            program.key(back)

    def dialogs(self, items):
        program = self.program
        if items:
            program.do('use-settings', items[0])
            program.settle()
            for _ in range(3):
                program.do('generate')
            program.do('show-page', 'queue')
            self.shoot('queue', 2)
            program.key('Escape')
            self.shoot('create-candidates', 30)
        program.do_app('preferences')
        self.shoot('preferences')
        program.key('Escape')
        program.focus()
        program.key('F10')
        self.shoot('menu')
        program.key('Escape')
        program.focus()
        program.key('ctrl+question')
        self.shoot('shortcuts')
        program.key('Escape')
        program.do_app('about')
        self.shoot('about')
        program.key('Escape')
        program.focus()
        program.do('open')
        self.shoot('open')
        program.key('Escape')
        program.do('open-file', self.broken_file())
        self.shoot('error')

    def run(self):
        self.target.mkdir(exist_ok=True)
        compositor = subprocess.Popen(['xcompmgr'], stderr=subprocess.DEVNULL)
        time.sleep(0.3)
        self.fill_library()
        # Newest first; the oldest is the harbour.
        items = self.items()
        for self.suffix, width, height, scheme in VARIANTS:
            self.program = Program(self.build, self.home, width, height, scheme)
            self.pages(items)
            self.tools(items)
            self.dialogs(items)
            self.program.close()
        compositor.terminate()
        # The shortcuts window of GTK 4.8 measures wrongly, and nobody shows notifications here.
        complaints = [line for line in (self.home / 'log.txt').read_text(encoding='utf-8')
                      .splitlines() if ('WARNING' in line or 'CRITICAL' in line) and
                      'min width -3' not in line and 'org.freedesktop.Notifications' not in line]
        print('\n'.join(complaints), file=sys.stderr)
        return bool(complaints)


if __name__ == '__main__':
    if not output_of('xdotool', 'version'):
        raise SystemExit('xdotool is missing')
    sys.exit(Shots(sys.argv[1], sys.argv[2], sys.argv[3] if len(sys.argv) > 3 else '').run())
