"""The window: the only layer that knows Qt."""

from __future__ import annotations

from ehcp_desktop.ui.singletons import keep_for_ever

keep_for_ever()  # before the first call of Qt, whoever makes it
