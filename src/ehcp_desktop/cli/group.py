"""A group of commands that are imported when asked for, and that refuse in one sentence."""

from __future__ import annotations

import errno
from collections.abc import Mapping
from importlib import import_module
from typing import IO, cast

import click

from ehcp_desktop.cli.mishap import in_words
from ehcp_desktop.cli.show import as_shown
from ehcp_desktop.errors import EhcpError


class Refused(click.ClickException):
    """A refusal, shown as it is worded, on standard error, with exit status 1."""

    def show(self, file: IO[str] | None = None) -> None:
        """Print the sentence."""
        click.echo(as_shown(self.message), file=file, err=file is None)


class Refusing(click.Group):
    """Finds each command in its own module, and turns refusals into one sentence.

    `modules` maps the name of a command to "module:function" in this package.
    """

    def __init__(self, *args: object, modules: Mapping[str, str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # click's own, passed on
        self._modules = modules

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order in which a family meets them."""
        return list(self._modules)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command's module and return it."""
        if cmd_name not in self._modules:
            return None
        module, function = self._modules[cmd_name].split(":")
        found = getattr(import_module(f"ehcp_desktop.cli.{module}"), function)
        return cast("click.Command", found)

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; what the person can put right is a sentence and exit status 1."""
        try:
            return super().invoke(ctx)
        except EhcpError as refusal:
            raise Refused(str(refusal)) from refusal
        except OSError as trouble:
            if trouble.errno == errno.EPIPE:
                raise  # the reader of our output has gone; click ends quietly
            raise Refused(in_words(trouble)) from trouble
