#!/usr/bin/env bash
# Tests the .deb as a user would, as root: a fresh Debian root, install, demo batch by command and by window, a profile
# opened, upgrade, purge, leftovers. Prints each point with its result; exit code 0: all of them hold.
# packaging/test-deb.sh [DEB [OLDER_DEB]] ; pictures and logs are left in target/deb-test; the root stays when KEEP is set.
# Without an older package the upgrade is from the same tree with an older number.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
[ "$(id -u)" = 0 ] || { echo "Run this as root: it makes a Debian root and mounts /proc in it." >&2; exit 2; }
deb=$(readlink -f "${1:-$(ls -t dist/keyrack_*.deb | head -1)}")
root=$PWD/target/deb-root
out=$PWD/target/deb-test
mkdir -p "$out" "$root"
failed=0
say() { printf '\n== %s\n' "$*"; }
ok() { printf 'ok      %s\n' "$*"; }
wrong() { printf 'FAILED  %s\n' "$*"; failed=$((failed + 1)); }
# point TEXT COMMAND...: the command's result is the point's.
point() { local text=$1; shift; if "$@" >> "$out/commands.log" 2>&1; then ok "$text"; else wrong "$text"; fi; }
give_up() { wrong "$*"; exit 1; }

groups=()
# Starts a command in a process group of its own, which ends with the test whatever happens.
background() { setsid "$@" & last=$!; groups+=("$last"); }
end_group() { kill -TERM -- "-$1" 2>/dev/null || true; for _ in $(seq 50); do kill -0 -- "-$1" 2>/dev/null || return 0; sleep 0.1; done; kill -KILL -- "-$1" 2>/dev/null || true; }
end() {
  for group in "${groups[@]}"; do end_group "$group"; done
  mountpoint -q "$root/proc" && umount "$root/proc"
  ! mountpoint -q "$root" || umount "$root" || umount -l "$root"
  [ -n "${KEEP:-}" ] || rm -rf "$root"
}
trap end EXIT
chrooted=(chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/home/shift LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive)
inside() { "${chrooted[@]}" "$@"; }
as_operator=(setpriv --reuid=1000 --regid=1000 --clear-groups)
operator() { inside "${as_operator[@]}" env DISPLAY="${display:-}" "$@"; }
install() { inside apt-get install -y -qq --no-install-recommends "$@" >> "$out/apt.log" 2>&1; }
wait_for() { local tenths=$1; shift; for _ in $(seq "$tenths"); do if "$@" >/dev/null 2>&1; then return 0; fi; sleep 0.1; done; return 1; }
: > "$out/commands.log"; : > "$out/apt.log"

say "A fresh root"
if [ ! -e "$root/bin/sh" ]; then
  # The mirror is the one that this machine's apt uses.
  suite=$(. /etc/os-release; echo "$VERSION_CODENAME")
  mirror=$(apt-get indextargets --format '$(REPO_URI) $(CODENAME)' 'Created-By: Packages' | awk -v s="$suite" '$2 == s { print $1; exit }')
  debootstrap --variant=minbase "$suite" "$root" "$mirror" > "$out/debootstrap.log" 2>&1 || { tail -5 "$out/debootstrap.log"; give_up "debootstrap"; }
  rm -rf "$root/etc/apt"; cp -a /etc/apt "$root/etc/apt"
fi
# Java asks for the mount of a file: / must be one inside.
mountpoint -q "$root" || mount --bind "$root" "$root"
mountpoint -q "$root/proc" || mount -t proc proc "$root/proc"
cp /etc/resolv.conf "$root/etc/resolv.conf"
inside apt-get update -qq >> "$out/apt.log" 2>&1
inside apt-get purge -y -qq keyrack >/dev/null 2>&1 || true   # a root that was kept
rm -rf "$root/home/shift"
install xvfb xdotool imagemagick x11-utils shared-mime-info libglib2.0-bin bash-completion || give_up "tools for the test"
inside id shift >/dev/null 2>&1 || inside useradd -u 1000 shift
mkdir -p "$root/home/shift" && chown 1000:1000 "$root/home/shift"
cp "$deb" "$root/tmp/new.deb"
list() { (cd "$root" && find etc opt usr var/lib home tmp root -xdev \( -path var/lib/dpkg -o -path var/lib/apt -o -path var/cache \) -prune -o -print | sort); }
list > "$out/before"
ok "debootstrap, $(inside cat /etc/debian_version)"

say "The version before"
if [ -n "${2:-}" ]; then
  cp "$2" "$root/tmp/old.deb"
else
  # The same tree with an older version number.
  rm -rf target/deb-old && dpkg-deb -R "$deb" target/deb-old
  sed -i 's/^Version:.*/Version: 0.0.9/' target/deb-old/DEBIAN/control
  dpkg-deb --root-owner-group -Zgzip -z1 --build target/deb-old "$root/tmp/old.deb" >/dev/null && rm -rf target/deb-old
fi
before=$(dpkg-deb -f "$root/tmp/old.deb" Version)
install /tmp/old.deb || { tail -20 "$out/apt.log"; give_up "install"; }
version() { [ "$(inside dpkg-query -W -f '${Version}' keyrack)" = "$1" ]; }
point "$before is installed, its dependencies were found" version "$before"
point "the class data sharing archive was made" test -s "$root/usr/lib/keyrack/lib/app/keyrack.jsa"
point "an operator without rights loads the demo rack" operator keyrack load --profile demo --sim --ledger /home/shift/before.db

say "Upgrade"
install /tmp/new.deb || { tail -20 "$out/apt.log"; give_up "upgrade"; }
new=$(dpkg-deb -f "$deb" Version)
point "$new is installed" version "$new"
point "the archive was made anew" test "$root/usr/lib/keyrack/lib/app/keyrack.jsa" -nt "$root/tmp/old.deb"
point "the ledger of the version before verifies" operator keyrack ledger verify --ledger /home/shift/before.db
point "the ledger of the version before is gone on with" operator keyrack load --profile demo --sim --ledger /home/shift/before.db
point "and verifies after that" operator keyrack ledger verify --ledger /home/shift/before.db
from_archive() {
  operator env KEYRACK_JAVA_OPTIONS=-Xlog:class+load keyrack --version > "$out/classes.log"
  local shared own; shared=$(grep -c 'org.keyrack.*shared objects file' "$out/classes.log"); own=$(grep 'org.keyrack' "$out/classes.log" | grep -vc 'shared objects file' || true)
  echo "$shared classes of KeyRack from the archive, $own from jars"; [ "$shared" -gt 10 ] && [ "$own" -le $((shared / 10)) ]
}
point "classes come from the archive" from_archive

say "By command"
point "keyrack --version" operator keyrack --version
operator keyrack load --profile demo --sim --json > "$out/load.json" 2>> "$out/commands.log" || true
point "demo rack: 60 keys, exit code and JSON" grep -q '"keysLoaded" *: *60' "$out/load.json"
point "man page is found where man looks" inside test -s /usr/share/man/man1/keyrack.1.gz
completes() { [ "$(operator bash -c 'source /usr/share/bash-completion/completions/keyrack; COMP_WORDS=(keyrack le); COMP_CWORD=1; COMP_LINE="keyrack le"; COMP_POINT=10; _complete_keyrack keyrack le keyrack; echo "${COMPREPLY[*]}"')" = ledger ]; }
point "bash completes 'keyrack le' to ledger" completes
printf 'name: Night\nload: auto\n' > "$root/home/shift/night.keyrack"; chown 1000:1000 "$root/home/shift/night.keyrack"
is_profile() { operator gio info -a standard::content-type /home/shift/night.keyrack | grep -q application/x-keyrack-profile; }
point "a .keyrack file has KeyRack's type" is_profile

say "By window"
rm -f "$out/display"
background "${chrooted[@]}" "${as_operator[@]}" Xvfb -displayfd 1 -screen 0 1280x800x24 -nolisten tcp > "$out/display" 2>/dev/null
wait_for 100 test -s "$out/display" || give_up "Xvfb"
display=:$(cat "$out/display")
wait_for 100 operator xdpyinfo || give_up "Xvfb"
picture() { operator import -window root "/tmp/$1.png" && mv "$root/tmp/$1.png" "$out/$1.png"; }
# Opens the window; sets id and window.
open_window() {
  local start; start=$(date +%s%N)
  background "${chrooted[@]}" "${as_operator[@]}" env DISPLAY="$display" keyrack "$@" > "$out/window.log" 2>&1; window=$last
  id=$(operator timeout 60 xdotool search --sync --onlyvisible --class org.keyrack.ui.shell.Workstation | head -1)
  [ -n "$id" ] || { cat "$out/window.log"; give_up "no window"; }
  ok "a window, $((($(date +%s%N) - start) / 1000000)) ms after the start"
}
keys() { operator xdotool windowfocus "$id"; operator xdotool key --clearmodifiers "$@"; sleep 1; }
close_window() { operator xdotool windowclose "$id" || true; wait_for 100 sh -c "! kill -0 $window 2>/dev/null" || true; end_group "$window"; }

open_window
point "WM_CLASS is the one of the desktop entry" sh -c "chroot '$root' env DISPLAY=$display xprop -id $id WM_CLASS | grep -q \"\$(sed -n 's/^StartupWMClass=//p' '$root/usr/share/applications/keyrack.desktop')\""
sleep 2; picture 1-first
keys shift+Tab space; sleep 4; picture 2-bench
keys ctrl+Return; sleep 1
operator xdotool type --delay 80 123456; keys Return; sleep 2; picture 3-as
keys ctrl+Return; sleep 5; picture 4-rack
keys ctrl+Return; sleep 2; picture 5-plan
keys ctrl+Return; sleep 2; picture 6-review
ledger=$(ls "$root"/home/shift/.local/share/[Kk]ey[Rr]ack/simulation/*.db | head -1); ledger=${ledger#"$root"}
loaded() { operator keyrack ledger show --ledger "$ledger" | tee "$out/batches" | grep -c '60'; }
had=$(loaded || true)
keys ctrl+Return; sleep 2; picture 7-run
one_more() { [ "$(loaded)" -gt "${had:-0}" ]; }
if wait_for 60 one_more; then ok "the demo rack was loaded by window"; else wrong "the demo rack was loaded by window"; fi
sleep 2; picture 8-end
for pid in $(pgrep -u 1000 -x java); do echo "        resident: $(awk '/VmRSS/ { print int($2 / 1024) " MB" }' "/proc/$pid/status")"; done
close_window

batches_before=$(operator keyrack ledger show --ledger "$ledger" || true)
open_window /home/shift/night.keyrack
sleep 4; picture 9-profile
close_window
point "opening a profile started no run" test "$batches_before" = "$(operator keyrack ledger show --ledger "$ledger" || true)"
keyfile=$(find "$root/home/shift/.local/share" -name 'bench.key' | head -1)
point "the bench's key is its owner's alone" test "$(stat -c %a "$keyfile")" = 600

say "Purge"
end_group "${groups[0]}"
inside apt-get purge -y -qq keyrack >> "$out/apt.log" 2>&1 || { tail -20 "$out/apt.log"; give_up "purge"; }
list > "$out/after"
left=$(grep -i keyrack "$out/after" | grep -v '^home/shift/' || true)
if [ -z "$left" ]; then ok "nothing of KeyRack is left outside of the user's folder"; else wrong "left behind: $left"; fi
point "the user's ledger and settings are kept" test -s "$root$ledger"
comm -13 "$out/before" "$out/after" | grep '^home/shift/' | grep -v '/\.cache' | head -20 | sed 's/^/        /'
printf '\n.deb %s, installed %s MB and %s MB of archive\n' "$(du -h "$deb" | cut -f1)" "$(($(dpkg-deb -f "$deb" Installed-Size) / 1024))" 53
if [ "$failed" = 0 ]; then echo "All points hold."; else echo "$failed points do not hold."; exit 1; fi
