"""One window per profile: a lock file, and a door a second start knocks at. Knows no window."""

from __future__ import annotations

import hashlib
import logging
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

KNOCK_LIMIT_MS = 2_000
"""How long a second start waits for the first to answer (8 ms when all is well)."""
LOCK_NAME = "gluteapp.lock"

_log = logging.getLogger("gluteapp.window")


def door_name(data_folder: Path) -> str:
    """The name of the local server of a profile; paths may be too long for one."""
    digest = hashlib.sha256(str(data_folder.resolve()).encode()).hexdigest()
    return f"gluteapp-{digest[:20]}"


class SingleInstance(QObject):
    """Holds a profile. `take()` tries to; then `knocked` tells that another start asked for us."""

    knocked = Signal()

    def __init__(self, data_folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = data_folder
        self._lock: QLockFile | None = None
        self._server: QLocalServer | None = None

    def take(self) -> bool:
        """Whether this process holds the profile now; a lock of a dead process is taken over.

        A folder that takes no lock file is held too: there is nothing that could be told apart.
        """
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            _log.info("no lock in %s: %s", self._folder, error)
            return True
        lock = QLockFile(str(self._folder / LOCK_NAME))
        # 0: never stale by age, only when its process is gone; a session may last hours.
        lock.setStaleLockTime(0)
        if not lock.tryLock(0):
            if lock.error() is QLockFile.LockError.LockFailedError:
                return False
            _log.info("no lock in %s", self._folder)
            return True
        self._lock = lock
        self._open_door()
        return True

    def knock(self) -> bool:
        """Ask the process that holds the profile to show itself; whether it heard."""
        socket = QLocalSocket(self)
        socket.connectToServer(door_name(self._folder))
        if not socket.waitForConnected(KNOCK_LIMIT_MS):
            return False
        socket.write(b"show\n")
        was_heard = socket.waitForBytesWritten(KNOCK_LIMIT_MS)
        socket.disconnectFromServer()
        return was_heard

    def release(self) -> None:
        """Let go of the profile."""
        if self._server is not None:
            self._server.close()
            self._server = None
        if self._lock is not None:
            self._lock.unlock()
            self._lock = None

    def _open_door(self) -> None:
        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        name = door_name(self._folder)
        # We hold the lock, so what is left under this name belongs to a process that died.
        QLocalServer.removeServer(name)
        if not server.listen(name):
            _log.info("a second start cannot reach this one: %s", server.errorString())
            return
        server.newConnection.connect(self._on_knock)
        self._server = server

    def _on_knock(self) -> None:
        server = self._server
        if server is None:
            return
        while (caller := server.nextPendingConnection()) is not None:
            caller.disconnected.connect(caller.deleteLater)
            self.knocked.emit()
