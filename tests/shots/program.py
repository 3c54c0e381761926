# SPDX-License-Identifier: GPL-3.0-or-later
"""The real program on the display that $DISPLAY names, as a person and the session bus see it.

Nothing in the program knows of this: its actions are on the bus like those of any GTK application,
and keys and clicks go through the X server."""

import os
import pathlib
import subprocess
import time

APP_ID = 'io.github.limner.Limner'
APP_PATH = '/io/github/limner/Limner'
PATIENCE = 30


def output_of(*command):
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


class Program:
    """One run of the window over a library of its own."""

    def __init__(self, build, home, width, height, scheme='light', page='create', arguments=()):
        self.build = pathlib.Path(build).resolve()
        self.home = pathlib.Path(home)
        self.width, self.height = width, height
        self.environment = self.make_environment()
        settings = self.home / 'config' / 'glib-2.0' / 'settings'
        settings.mkdir(parents=True, exist_ok=True)
        (settings / 'keyfile').write_text(
            f'[io/github/limner/Limner]\nwindow-width={width}\nwindow-height={height}\n'
            f"page='{page}'\ncolor-scheme='{scheme}'\n", encoding='utf-8')
        self.log = open(self.home / 'log.txt', 'a', encoding='utf-8')
        self.process = subprocess.Popen([self.build / 'src/app/limner', *arguments],
                                        env=self.environment, stdout=self.log, stderr=self.log)
        subprocess.run(['gdbus', 'wait', '--session', '--timeout', str(PATIENCE), APP_ID],
                       check=True)
        self.window = self.find_window()
        self.focus()

    def make_environment(self):
        environment = dict(os.environ)
        environment.update({
            'GSETTINGS_BACKEND': 'keyfile',
            'GSETTINGS_SCHEMA_DIR': str(self.build / 'data'),
            'GSK_RENDERER': 'cairo',
            'GTK_THEME': '',
            'LIMNER_DATA_DIR': str(self.home / 'data'),
            'LIMNER_ENGINE': str(self.build / 'src/engine/limner-engine'),
            'LIMNER_PICTURES_DIR': str(self.home / 'pictures'),
            'XDG_CONFIG_HOME': str(self.home / 'config'),
        })
        del environment['GTK_THEME']
        return environment

    def windows(self):
        return [line for line in
                output_of('xdotool', 'search', '--onlyvisible', '--pid',
                          str(self.process.pid)).split() if line.isdigit()]

    def place_of(self, window):
        text = output_of('xdotool', 'getwindowgeometry', '--shell', window)
        place = dict(line.split('=') for line in text.split() if '=' in line)
        return [int(place.get(key, 0)) for key in ('X', 'Y', 'WIDTH', 'HEIGHT')]

    def find_window(self):
        """The window may be larger than asked for, when its contents need the room."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            for window in self.windows():
                width, height = self.place_of(window)[2:]
                if width >= self.width and height >= self.height:
                    if width > self.width:
                        print(f'the window is {width} wide, not {self.width}', flush=True)
                    self.width, self.height = width, height
                    return window
            time.sleep(0.1)
        raise SystemExit('the window did not come up')

    def focus(self, window=None):
        subprocess.run(['xdotool', 'windowfocus', window or self.window], check=False)

    def call(self, path, action, *arguments):
        values = ', '.join(f'<{argument!r}>' for argument in arguments)
        subprocess.run(['gdbus', 'call', '--session', '--dest', APP_ID, '--object-path', path,
                        '--method', 'org.gtk.Actions.Activate', action, f'[{values}]', '{}'],
                       check=True, stdout=subprocess.DEVNULL)

    def do(self, action, *arguments):
        """Activates an action of the window."""
        self.call(f'{APP_PATH}/window/1', action, *arguments)

    def do_app(self, action, *arguments):
        """Activates an action of the program."""
        self.call(APP_PATH, action, *arguments)

    def key(self, *keys):
        for key in keys:
            subprocess.run(['xdotool', 'key', '--clearmodifiers', key], check=True)
            time.sleep(0.05)

    def type(self, text):
        subprocess.run(['xdotool', 'type', '--delay', '8', text], check=True)

    def click(self, x, y, button=1):
        subprocess.run(['xdotool', 'mousemove', str(x), str(y), 'sleep', '0.1',
                        'click', str(button)], check=True)

    def drag(self, points, button=1, hold=False):
        """Presses at the first point, goes on to the others and lets go unless it is to hold."""
        command = ['xdotool', 'mousemove', *map(str, points[0]), 'mousedown', str(button)]
        for x, y in points[1:]:
            command += ['mousemove', str(x), str(y), 'sleep', '0.02']
        if not hold:
            command += ['mouseup', str(button)]
        subprocess.run(command, check=True)

    def release(self, button=1):
        """Lets go of what drag() holds."""
        subprocess.run(['xdotool', 'mouseup', str(button)], check=True)

    def center_dialogs(self):
        """There is no window manager to put a dialog over the middle of its window."""
        for window in self.windows():
            x, _, width, height = self.place_of(window)
            if window != self.window and 250 < width and 100 < height and x == 0:
                subprocess.run(['xdotool', 'windowmove', window,
                                str(max(0, (self.width - width) // 2)),
                                str(max(0, (self.height - height) // 2))], check=False)
                self.focus(window)

    def picture_of_screen(self):
        return subprocess.run(['import', '-window', 'root', '-crop',
                               f'{self.width}x{self.height}+0+0', '+repage', 'rgb:-'],
                              capture_output=True, check=True).stdout

    def settle(self, limit=6):
        """Waits until the screen has been the same for a moment, but not for ever."""
        deadline = time.monotonic() + limit
        before = None
        while time.monotonic() < deadline:
            now = self.picture_of_screen()
            if now == before:
                return
            before = now
            time.sleep(0.15)

    def shoot(self, path, limit=6):
        self.center_dialogs()
        self.settle(limit)
        subprocess.run(['import', '-window', 'root', '-crop',
                        f'{self.width}x{self.height}+0+0', '+repage', str(path)], check=True)
        print(path, flush=True)

    def close(self):
        self.do_app('quit')
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.terminate()
            self.process.wait(10)
        self.log.close()
        return self.process.returncode
