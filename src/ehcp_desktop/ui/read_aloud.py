"""Read words aloud with the voice that the computer has, offline; without one, nothing is said."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, QProcess, QStandardPaths

# What reads aloud what comes on its standard input, so that no other program sees the words.
_WINDOWS = (
    "Add-Type -AssemblyName System.Speech; [Console]::InputEncoding = [Text.Encoding]::UTF8; "
    "(New-Object System.Speech.Synthesis.SpeechSynthesizer).Speak([Console]::In.ReadToEnd())"
)
VOICES: dict[str, tuple[tuple[str, ...], ...]] = {
    "darwin": (("say", "-f", "-"),),
    "win32": (("powershell", "-NoProfile", "-Command", _WINDOWS),),
    "linux": (("espeak-ng", "--stdin"), ("espeak", "--stdin"), ("spd-say", "--pipe-mode")),
}


class Voice(QObject):
    """Reads aloud; to ask again stops it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._command = _command()
        self._process = QProcess(self)
        self._process.setStandardOutputFile(QProcess.nullDevice())

    @property
    def exists(self) -> bool:
        """True where the computer has a voice."""
        return bool(self._command)

    def read(self, words: str) -> None:
        """Begin to read, or stop what is being read."""
        if self._process.state() != QProcess.ProcessState.NotRunning:
            self.stop()
            return
        self._process.start(self._command[0], list(self._command[1:]))
        self._process.write(f"{words}\n".encode())
        self._process.closeWriteChannel()

    def stop(self) -> None:
        """Be silent."""
        self._process.kill()
        self._process.waitForFinished(1000)


def _command() -> tuple[str, ...]:
    for name, *more in VOICES.get(sys.platform, ()):
        found = QStandardPaths.findExecutable(name)
        if found:
            return (found, *more)
    return ()
