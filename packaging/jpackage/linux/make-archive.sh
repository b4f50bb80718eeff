#!/bin/sh
# Makes lib/app/keyrack.jsa, the class data sharing archive that lets KeyRack start fast. Run at installation.
# The class path must be the one of keyrack.cfg, in its order, or Java ignores the archive.
set -eu
app=$(cd "$(dirname "$0")" && pwd)
java=$app/../runtime/bin/java
class_path=$(sed -n "s|^app.classpath=\$APPDIR/|$app/|p" "$app/keyrack.cfg" | paste -s -d :)
"$java" -Xshare:dump -XX:SharedClassListFile="$app/classes.list" -XX:SharedArchiveFile="$app/keyrack.jsa.new" \
    -Xlog:cds=off -Xlog:cds*=off -Xlog:class*=off -Xlog:disable -Xlog:all=error -cp "$class_path" >/dev/null 2>&1
mv "$app/keyrack.jsa.new" "$app/keyrack.jsa"
