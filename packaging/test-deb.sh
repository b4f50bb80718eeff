#!/usr/bin/env bash
# Tests the .deb as a user would, as root: a fresh Debian root, install, window under Xvfb, demo batch, upgrade, purge, leftovers.
# packaging/test-deb.sh [DEB] ; the root is kept in target/deb-root when KEEP is set.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
[ "$(id -u)" = 0 ] || { echo "Run this as root: it makes a Debian root and mounts /proc in it." >&2; exit 2; }
deb=$(readlink -f "${1:-$(ls -t dist/keyrack_*.deb | head -1)}")
root=$PWD/target/deb-root
say() { printf '\n== %s\n' "$*"; }
fail() { printf 'FAILED: %s\n' "$*" >&2; exit 1; }
end() {
  [ -z "${xvfb:-}" ] || kill "$xvfb" 2>/dev/null || true
  mountpoint -q "$root/proc" && umount "$root/proc"
  ! mountpoint -q "$root" || umount "$root" || umount -l "$root"
  [ -n "${KEEP:-}" ] || rm -rf "$root"
}
trap end EXIT
inside() { chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/home/shift LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"; }
operator() { inside setpriv --reuid=1000 --regid=1000 --clear-groups env DISPLAY="${DISPLAY_INSIDE:-}" "$@"; }

say "A fresh root"
if [ ! -e "$root/bin/sh" ]; then
  # The mirror is the one that this machine's apt uses.
  suite=$(. /etc/os-release; echo "$VERSION_CODENAME")
  mirror=$(apt-get indextargets --format '$(REPO_URI) $(CODENAME)' 'Created-By: Packages' | awk -v s="$suite" '$2 == s { print $1; exit }')
  mkdir -p "$root"
  debootstrap --variant=minbase "$suite" "$root" "$mirror" > target/debootstrap.log 2>&1 || { tail -5 target/debootstrap.log; fail "debootstrap"; }
  rm -rf "$root/etc/apt"; cp -a /etc/apt "$root/etc/apt"
fi
# Java asks for the mount of a file: / must be one inside.
mountpoint -q "$root" || mount --bind "$root" "$root"
mountpoint -q "$root/proc" || mount -t proc proc "$root/proc"
cp /etc/resolv.conf "$root/etc/resolv.conf"
inside apt-get update -qq
inside apt-get install -y -qq --no-install-recommends xvfb xdotool imagemagick x11-utils > target/deb-tools.log 2>&1
inside id shift >/dev/null 2>&1 || inside useradd -m -u 1000 shift
cp "$deb" "$root/tmp/new.deb"
list() { (cd "$root" && find etc opt usr var/lib home tmp root -xdev \( -path var/lib/dpkg -o -path var/lib/apt -o -path var/cache \) -prune -o -print | sort); }

inside apt-get purge -y -qq keyrack >/dev/null 2>&1 || true   # a root that was kept
say "Install the version before, then this one"
rm -rf target/deb-old && dpkg-deb -R "$deb" target/deb-old
sed -i 's/^Version:.*/Version: 0.0.9/' target/deb-old/DEBIAN/control
dpkg-deb --root-owner-group -Zgzip -z1 --build target/deb-old "$root/tmp/old.deb" >/dev/null && rm -rf target/deb-old
inside apt-get install -y -qq --no-install-recommends /tmp/old.deb > target/deb-install.log 2>&1 || { tail -20 target/deb-install.log; fail "install"; }
inside dpkg-query -W -f '${Version}\n' keyrack | grep -qx 0.0.9 || fail "the version before is not installed"
[ -s "$root/usr/lib/keyrack/lib/app/keyrack.jsa" ] || fail "no class data sharing archive"
operator keyrack load --profile demo --sim --ledger /home/shift/before.db > /dev/null || fail "demo batch with the version before"
inside apt-get install -y -qq --no-install-recommends /tmp/new.deb >> target/deb-install.log 2>&1 || { tail -20 target/deb-install.log; fail "upgrade"; }
[ -s "$root/usr/lib/keyrack/lib/app/keyrack.jsa" ] || fail "no archive after the upgrade"
operator keyrack --version
operator keyrack ledger verify --ledger /home/shift/before.db || fail "the ledger of the version before"

say "Demo batch by command"
operator keyrack load --profile demo --sim --json | tail -1 | tee target/deb-load.json
grep -q '"keysLoaded" *: *60' target/deb-load.json || fail "60 keys are not loaded"

say "Window"
inside Xvfb :77 -screen 0 1280x800x24 -nolisten tcp >/dev/null 2>&1 & xvfb=$!
DISPLAY_INSIDE=:77
for i in $(seq 50); do operator xdpyinfo >/dev/null 2>&1 && break; sleep 0.1; done
for round in 1 2 3; do
  start=$(date +%s%N)
  operator keyrack > target/deb-window.log 2>&1 & window=$!
  id=$(operator timeout 60 xdotool search --sync --onlyvisible --class keyrack | head -1)
  [ -n "$id" ] || { cat target/deb-window.log; fail "no window"; }
  echo "window $round after $((($(date +%s%N) - start) / 1000000)) ms"
  if [ "$round" = 3 ]; then
    sleep 4
    operator xprop -id "$id" WM_CLASS
    operator import -window root /tmp/window.png && mv "$root/tmp/window.png" target/deb-window.png
    for pid in $(pgrep -u 1000 -f /usr/lib/keyrack/bin/keyrack || pgrep -u 1000 keyrack); do grep VmRSS "/proc/$pid/status" || true; done
  fi
  operator xdotool windowclose "$id" || true
  for i in $(seq 100); do kill -0 "$window" 2>/dev/null || break; sleep 0.1; done
  for pid in $(pgrep -u 1000 -P "$window" 2>/dev/null); do kill "$pid" 2>/dev/null || true; done
done
kill "$xvfb" 2>/dev/null || true; wait "$xvfb" 2>/dev/null || true; xvfb=

say "Purge"
inside apt-get purge -y -qq keyrack > target/deb-purge.log 2>&1 || { tail -20 target/deb-purge.log; fail "purge"; }
left=$(list | grep -i keyrack | grep -v '^home/shift/' || true)
[ -z "$left" ] || fail "left behind: $left"
echo "left of the user: $(list | grep -ic '^home/shift/.*keyrack') paths"
list | grep -i '^home/shift/.*' | head -20
echo "size: .deb $(du -h "$deb" | cut -f1)"
say "All good"
