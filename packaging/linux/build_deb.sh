#!/usr/bin/env bash
# Makes a .deb from the one-folder program that PyInstaller has built.
#   packaging/linux/build_deb.sh dist/ehcp-desktop dist
set -euo pipefail
built=$(readlink -f "$1") out=$(readlink -f "$2")
cd "$(dirname "$0")/../.."
version=$(sed -n 's/^__version__ = "\(.*\)"/\1/p' src/ehcp_desktop/__init__.py)
architecture=$(dpkg --print-architecture)
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
chmod 755 "$tree"

install -d "$tree"/opt "$tree"/usr/bin "$tree"/DEBIAN
cp -r "$built" "$tree/opt/ehcp-desktop"
ln -s /opt/ehcp-desktop/ehcp-desktop "$tree/usr/bin/ehcp-desktop"
ln -s /opt/ehcp-desktop/ehcp "$tree/usr/bin/ehcp"
install -Dm644 packaging/linux/ehcp-desktop.desktop -t "$tree/usr/share/applications"
install -Dm644 packaging/linux/ehcp-desktop.metainfo.xml -t "$tree/usr/share/metainfo"
install -Dm644 packaging/linux/ehcp-desktop-mime.xml "$tree/usr/share/mime/packages/ehcp-desktop.xml"
install -Dm644 packaging/ehcp-desktop.png -t "$tree/usr/share/icons/hicolor/256x256/apps"
install -Dm644 resources/icons/ehcp-desktop.svg -t "$tree/usr/share/icons/hicolor/scalable/apps"
install -Dm644 LICENSE "$tree/usr/share/doc/ehcp-desktop/copyright"
install -Dm644 THIRD-PARTY.md -t "$tree/usr/share/doc/ehcp-desktop"

libraries=$(sed -n '/^lib/p' packaging/apt-packages.txt | paste -sd, | sed 's/,/, /g')
cat >"$tree/DEBIAN/control" <<CONTROL
Package: ehcp-desktop
Version: $version
Section: misc
Priority: optional
Architecture: $architecture
Maintainer: The EHCP Desktop authors <ehcp-desktop@localhost>
Depends: libc6 (>= 2.35), $libraries
Description: Keep a family's EHC plan history, and see what is late
 Enter or import what happened around a child's education, health and care plan.
 The program shows in plain words what is late, by how many days and under which
 rule, and writes the letter that asks for it. It never uses the internet.
CONTROL
dpkg-deb --root-owner-group -Zxz -z1 --build "$tree" "$out/ehcp-desktop_${version}_$architecture.deb"
