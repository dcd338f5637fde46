"""A moto server on this machine, for as long as a `with` block lasts."""
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request

HOST = '127.0.0.1'
SECONDS_TO_START = 60
SECONDS_TO_STOP = 10


class Emulator:
    def __enter__(self):
        # `finally` and `with` blocks run for an exception, but not for a signal.
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
        self.port = free_port()
        self.url = f'http://{HOST}:{self.port}'
        self.log = tempfile.TemporaryFile()
        self.process = subprocess.Popen(
            [sys.executable, '-m', 'moto.server', '-H', HOST, '-p', str(self.port)],
            stdin=subprocess.DEVNULL, stdout=self.log, stderr=subprocess.STDOUT, env={**os.environ, **CREDENTIALS, 'MOTO_ACCOUNT_ID': ACCOUNT},
        )
        try:
            self.wait_until_ready()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, kind, error, trace):
        self.stop()
        if kind is not None and not issubclass(kind, SystemExit):
            print(self.tail_of_log(), file=sys.stderr)

    def wait_until_ready(self):
        deadline = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise RuntimeError(f'moto ended with status {self.process.returncode}:\n{self.tail_of_log()}')
            try:
                with DIRECT.open(f'{self.url}/moto-api/data.json', timeout=2) as response:
                    if response.status == 200:
                        return
            except OSError:
                time.sleep(0.2)
        raise TimeoutError(f'moto does not answer after {SECONDS_TO_START} s:\n{self.tail_of_log()}')

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def tail_of_log(self):
        self.log.seek(0)
        return self.log.read().decode(errors='replace')[-4000:]


# Nothing here is meant for a proxy.
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))

CREDENTIALS = {'AWS_ACCESS_KEY_ID': 'testing', 'AWS_SECRET_ACCESS_KEY': 'testing', 'AWS_EC2_METADATA_DISABLED': 'true'}

# The account that the example app names.
ACCOUNT = '111122223333'


def free_port():
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]
