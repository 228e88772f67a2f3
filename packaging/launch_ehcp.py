"""Start the ehcp command; PyInstaller needs a script where pip makes an entry point."""

import sys

from ehcp_desktop.cli import main

sys.exit(main())
