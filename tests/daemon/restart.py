#!/usr/bin/env python3
"""restart.py MAINSTAY DATA: the server ends and starts again, and no caller is refused.

This is the service manager: it holds the listening socket and hands it to each server
(sd_listen_fds(3)). Meanwhile callers ask without a pause, each on a connection of its own.
"""
import os
import socket
import subprocess
import sys
import threading

CALLERS, RESTARTS, ENOUGH, PATIENCE_S = 8, 3, 200, 20
program, data = sys.argv[1:]
held = socket.create_server(("127.0.0.1", 0), backlog=1024)


def start():
    def hand_over():
        os.dup2(held.fileno(), 3)
        os.set_inheritable(3, True)

    server = subprocess.Popen(
        ["/bin/sh", "-c", 'LISTEN_PID=$$ exec "$0" serve --data "$1" --quiet', program, data],
        env={**os.environ, "LISTEN_FDS": "1"}, stderr=subprocess.PIPE, text=True,
        close_fds=False, preexec_fn=hand_over)
    for line in server.stderr:
        if "serving on" in line:
            threading.Thread(target=server.stderr.read, daemon=True).start()
            return server
    sys.exit(f"the server ended with {server.wait()}")


class Callers:
    def __init__(self):
        self.going, self.answered, self.faults = True, 0, []
        self.more = threading.Condition()
        self.threads = [threading.Thread(target=self.call) for _ in range(CALLERS)]
        for thread in self.threads:
            thread.start()

    def call(self):
        while self.going:
            try:
                fault = self.ask()
            except OSError as e:
                fault = str(e)
            with self.more:
                self.answered += fault is None
                self.faults += [] if fault is None else [fault]
                self.more.notify_all()

    def ask(self):
        with socket.create_connection(held.getsockname(), timeout=PATIENCE_S) as s:
            s.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            answer = b"".join(iter(lambda: s.recv(4096), b""))
        return None if answer.startswith(b"HTTP/1.1 200 ") and b"\r\n\r\nok" in answer else f"got {answer[:80]!r}"

    def until(self, answered):
        with self.more:
            self.more.wait_for(lambda: self.answered >= answered or self.faults)

    def end(self):
        self.going = False
        for thread in self.threads:
            thread.join()


server = start()
callers = Callers()
for n in range(1, RESTARTS + 1):
    callers.until(n * ENOUGH)
    server.terminate()
    if server.wait() != 0:
        callers.faults.append(f"the server ended with {server.returncode}")
    server = start()
callers.until((RESTARTS + 1) * ENOUGH)
callers.end()
server.terminate()
server.wait()
if callers.faults:
    sys.exit(f"{callers.answered} answered, {len(callers.faults)} not: " + "; ".join(callers.faults[:3]))
