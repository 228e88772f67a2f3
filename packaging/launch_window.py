"""Start the window; PyInstaller needs a script where pip makes an entry point."""

import sys

from ehcp_desktop.app import main

sys.exit(main())
