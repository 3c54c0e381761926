# SPDX-License-Identifier: GPL-3.0-or-later
"""The real window over a library of its own, for tests that walk through it and kill it. It needs
a display, a session bus and gdbus; for keys xdotool too."""

import json
import os
import pathlib
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

APP_ID = 'io.github.limner.Limner'
WINDOW = '/io/github/limner/Limner/window/1'
PATIENCE = 240


class RealWindow:
    """A library of its own, and the window over it, which can be started again and again."""

    def __init__(self, program, engine):
        self.program = program
        self.home = pathlib.Path(tempfile.mkdtemp(prefix='limner-window-'))
        self.environment = dict(
            os.environ, LIMNER_DATA_DIR=str(self.home / 'data'), LIMNER_ENGINE=engine,
            LIMNER_PICTURES_DIR=str(self.home / 'pictures'),
            XDG_CACHE_HOME=str(self.home / 'cache'),
            GTK_A11Y='none', GSK_RENDERER='cairo', GSETTINGS_BACKEND='memory')
        # What is killed cannot clean up.
        self.environment['ASAN_OPTIONS'] = 'detect_leaks=0'
        self.environment.pop('G_DEBUG', None)
        self.process = None

    def start(self):
        log = open(self.home / 'log.txt', 'a', encoding='utf-8')
        self.process = subprocess.Popen([self.program], env=self.environment, stdout=log,
                                        stderr=log)
        subprocess.run(['gdbus', 'wait', '--session', '--timeout', str(PATIENCE), APP_ID],
                       check=True)

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        deadline = time.monotonic() + PATIENCE
        while self.is_owned() and time.monotonic() < deadline:
            time.sleep(0.05)

    @staticmethod
    def is_owned():
        answer = subprocess.run(
            ['gdbus', 'call', '--session', '--dest', 'org.freedesktop.DBus', '--object-path',
             '/org/freedesktop/DBus', '--method', 'org.freedesktop.DBus.NameHasOwner', APP_ID],
            capture_output=True, text=True, check=False)
        return 'true' in answer.stdout

    def do(self, action, *arguments):
        values = ', '.join('<' + json.dumps(argument) + '>' for argument in arguments)
        deadline = time.monotonic() + PATIENCE
        while True:
            answer = subprocess.run(
                ['gdbus', 'call', '--session', '--dest', APP_ID, '--object-path', WINDOW,
                 '--method', 'org.gtk.Actions.Activate', action, f'[{values}]', '{}'],
                capture_output=True, text=True, check=False)
            if answer.returncode == 0:
                return
            if time.monotonic() > deadline:
                raise SystemExit(f'{action}: {answer.stderr}')
            time.sleep(0.2)

    def query(self, sql):
        path = self.home / 'data' / 'library.db'
        if not path.exists():
            return []
        connection = sqlite3.connect(f'file:{path}?mode=ro', uri=True)
        try:
            return connection.execute(sql).fetchall()
        except sqlite3.Error:
            return []
        finally:
            connection.close()

    def press(self, key, title=None):
        """Presses a key in the window of this title; there is nobody else to give it the focus."""
        self.focus(title)
        subprocess.run(['xdotool', 'key', '--clearmodifiers', key], check=True)

    def type(self, text, title=None):
        self.focus(title)
        subprocess.run(['xdotool', 'type', '--delay', '20', text], check=True)

    def windows(self, title=None):
        named = ['--name', f'^{title}$'] if title is not None else []
        answer = subprocess.run(['xdotool', 'search', '--all', '--onlyvisible', '--pid',
                                 str(self.process.pid), *named],
                                capture_output=True, text=True, check=False)
        return answer.stdout.split()

    def focus(self, title):
        window = self.wait_for(f'the window {title}', lambda: self.windows(title))[-1]
        subprocess.run(['xdotool', 'windowfocus', '--sync', window], check=True)

    def wait_for(self, what, condition):
        """Waits until the condition holds, which gives its value."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            value = condition()
            if value:
                return value
            if self.process.poll() is not None:
                break
            time.sleep(0.02)
        print(f'Bail out! waited in vain: {what}')
        print((self.home / 'log.txt').read_text(encoding='utf-8', errors='replace')[-3000:],
              file=sys.stderr)
        sys.exit(1)

    def stop_when(self, what, condition):
        """Stops the window where the condition holds: it stays so until it is killed."""
        def is_stopped():
            if not condition():
                return False
            self.process.send_signal(signal.SIGSTOP)
            os.waitpid(self.process.pid, os.WUNTRACED)
            if condition():
                return True
            self.process.send_signal(signal.SIGCONT)
            return False
        self.wait_for(what, is_stopped)

    def end(self):
        if self.process is not None and self.process.poll() is None:
            self.kill()
        shutil.rmtree(self.home, ignore_errors=True)
