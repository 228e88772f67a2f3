"""`python -m ehcp_desktop.cli` is the `ehcp` command."""

from __future__ import annotations

from ehcp_desktop.cli import main

if __name__ == "__main__":
    main()
