#!/usr/bin/env bash
# Writes packaging/jpackage/classes.list: what KeyRack loads to show its window and to load the demo batch.
# Run it after ./dev package, on a machine with xvfb-run, when the window has changed much; a stale list only costs time.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
image=target/package/image/keyrack
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
class_path=$(sed -n "s|^app.classpath=\$APPDIR/|$image/lib/app/|p" "$image/lib/app/keyrack.cfg" | paste -s -d :)
command=("$image/lib/runtime/bin/java" -Xshare:off -XX:+UseSerialGC "-Dorg.sqlite.lib.path=$image/lib/app/native"
  "-Djna.boot.library.path=$image/lib/app/native" -cp "$class_path")
export KEYRACK_HOME=$work/home
"${command[@]}" "-XX:DumpLoadedClassList=$work/batch" org.keyrack.launch.Main load --profile demo --sim >/dev/null
xvfb-run -a timeout "${KEYRACK_SECONDS:-25}" "${command[@]}" "-XX:DumpLoadedClassList=$work/window" org.keyrack.launch.Main || true
cat "$work"/batch "$work"/window | grep -v -e '^#' -e '^@' -e 'source:' -e '\$\$Lambda' -e '0x' | sed 's/ .*//' | LC_ALL=C sort -u > packaging/jpackage/classes.list
wc -l packaging/jpackage/classes.list
