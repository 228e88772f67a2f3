"""Open the window: the same as `ehcp-desktop`."""

from __future__ import annotations

import sys

from ehcp_desktop.app import main

if __name__ == "__main__":
    sys.exit(main())
