#!/usr/bin/env bash
# Writes packaging/jpackage/classes.list: what KeyRack loads to show its window and to load the demo batch, with the
# lambdas that it makes. Run it after ./dev package, on a machine with xvfb-run, when the window has changed much; a stale
# list only costs time. Lines of the list before are kept: a class that is gone is skipped when the archive is made.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
image=${1:-target/package/image/keyrack}
list=packaging/jpackage/classes.list
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
export KEYRACK_HOME=$work/home
dump() { KEYRACK_JAVA_OPTIONS="-Xshare:off -XX:DumpLoadedClassList=$work/$1" timeout -s TERM "${KEYRACK_SECONDS:-25}" "${@:2}" || true; }
dump batch "$image/bin/keyrack" load --profile demo --sim >/dev/null 2>&1
dump window xvfb-run -a "$image/bin/keyrack"
cat "$work"/batch "$work"/window "$list" | grep -v -e '^#' -e 'source:' -e '\$\$Lambda' -e '0x' -e '^@lambda-form-invoker.*0x' \
  | sed '/^@/! s/ .*//' | LC_ALL=C sort -u > "$work/list"
cp "$work/list" "$list"
wc -l "$list"
