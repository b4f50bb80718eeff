#!/bin/sh
# Makes lib/app/keyrack.jsa, the class data sharing archive that lets KeyRack start fast. Run at installation.
# The class path must be the launcher's, in its order, or Java ignores the archive.
set -eu
app=$(cd "$(dirname "$0")" && pwd)
class_path=$(sed -n "s|^\$APPDIR/\([^:\\\\]*\).*|$app/\1|p" "$app/../../bin/keyrack" | paste -s -d :)
"$app/../runtime/bin/java" -Xshare:dump -XX:+UseSerialGC -XX:SharedClassListFile="$app/classes.list" \
    -XX:SharedArchiveFile="$app/keyrack.jsa.new" -Xlog:disable -Xlog:all=error -cp "$class_path" >/dev/null 2>&1
mv "$app/keyrack.jsa.new" "$app/keyrack.jsa"
