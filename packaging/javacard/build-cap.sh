#!/bin/sh
# Checks that the applets compile for a card, and builds their CAP file when JAVACARD_SDK names a Java Card SDK that
# converts for target 3.0.4. The SDK is the user's own. What Oracle's Java Card Development Kit Tools take:
#   24.0          class files of --release 7 and 8
#   24.1          class files of --release 7 only
# so the sources are compiled with --release 7, which JDK 11 to 19 have. The JDK is looked up: JAVA_HOME, the PATH, then
# those installed (KEYRACK_JDKS: folders to look into, in the place of the usual ones).
set -eu

root=$(cd "$(dirname "$0")/../.." && pwd)
sources=$root/src/main/java/org/keyrack/applet
out=${KEYRACK_CAP_OUT:-$root/target/javacard}
# Package AID F04B4559524B, applets AS F04B4559524B4153 and EI F04B4559524B4549 (docs/protocol.md), version 1.0.
package_aid=0xF0:0x4B:0x45:0x59:0x52:0x4B
as_aid=$package_aid:0x41:0x53
ei_aid=$package_aid:0x45:0x49

say() { printf 'build-cap: %s\n' "$*"; }
fail() { say "$*" >&2; exit 1; }

rm -rf "$out"
mkdir -p "$out/api" "$out/classes" "$out/try"
printf 'class Empty {}\n' > "$out/try/Empty.java"

# A whole JDK whose javac still writes class files of version 7.
takes() {
    [ -x "$1/bin/javac" ] && [ -x "$1/bin/java" ] && [ -x "$1/bin/jar" ] &&
        "$1/bin/javac" --release 7 -Xlint:-options -proc:none -d "$out/try" "$out/try/Empty.java" > "$out/try/said" 2>&1
}

jdk=
seen=
look() {
    [ -z "$jdk" ] && [ -d "$1" ] || return 0
    case "$seen" in *"$1;"*) return 0 ;; esac
    seen="$seen$1; "
    ! takes "$1" || jdk=$1
}
[ -z "${JAVA_HOME:-}" ] || look "$JAVA_HOME"
if command -v javac >/dev/null 2>&1; then
    look "$(dirname "$(dirname "$(readlink -f "$(command -v javac)")")")"
fi
for folder in ${KEYRACK_JDKS:-/usr/lib/jvm /usr/java /opt "$HOME/.sdkman/candidates/java" "$HOME/.jdks"}; do
    for each in "$folder"/*; do look "$each"; done
done
[ -n "$jdk" ] ||
    fail "no JDK that compiles with --release 7 was found (looked at: ${seen:-none}). Install a JDK 17, or set JAVA_HOME to one of 11 to 19."
say "JDK $jdk"

if [ -n "${JAVACARD_SDK:-}" ]; then
    [ -d "$JAVACARD_SDK" ] || fail "JAVACARD_SDK is no directory: $JAVACARD_SDK. Point it at an unpacked Java Card SDK."
    api=$(find "$JAVACARD_SDK" -name 'api_classic-3.0.4.jar' | head -n 1)
    [ -n "$api" ] || fail "no api_classic-3.0.4.jar under $JAVACARD_SDK. Take an SDK that supports the target 3.0.4."
    converter=$(find "$JAVACARD_SDK" -name converter.sh | head -n 1)
    [ -n "$converter" ] || fail "no bin/converter.sh under $JAVACARD_SDK. Take a whole SDK."
else
    # The simulator's jar holds the API's classes too; only these two packages are on the class path.
    jar=${KEYRACK_JCARDSIM_JAR:-}
    if [ -z "$jar" ]; then
        repository=${MAVEN_REPOSITORY:-$HOME/.m2/repository}
        jar=$(find "$repository/com/klinec/jcardsim" -name 'jcardsim-*.jar' 2>/dev/null | sort | tail -n 1)
    fi
    [ -n "$jar" ] || fail "no jcardsim jar found: run 'mvn -q dependency:resolve' first, or set KEYRACK_JCARDSIM_JAR."
    (cd "$out/api" && "$jdk/bin/jar" xf "$jar" javacard javacardx)
    api=$out/api
fi

# package-info.java has no code; a converter does not want it.
find "$sources" -name '*.java' ! -name package-info.java > "$out/sources.txt"
"$jdk/bin/javac" --release 7 -Xlint:-options -proc:none -g -classpath "$api" -d "$out/classes" "@$out/sources.txt" ||
    fail "the applets did not compile with --release 7 and the JDK in $jdk."
say "the applets compile with --release 7 against the Java Card API alone"

if [ -z "${JAVACARD_SDK:-}" ]; then
    say "no CAP file was built: set JAVACARD_SDK to the directory of a Java Card SDK to build it"
    exit 0
fi

JAVA_HOME=$jdk
export JAVA_HOME
/bin/sh "$converter" -target 3.0.4 -out CAP -classdir "$out/classes" -d "$out/cap" \
    -applet "$as_aid" org.keyrack.applet.AsApplet \
    -applet "$ei_aid" org.keyrack.applet.EiApplet \
    org.keyrack.applet "$package_aid" 1.0
cap=$(find "$out/cap" -name '*.cap' | head -n 1)
[ -n "$cap" ] || fail "the converter left no CAP file under $out/cap"
"$jdk/bin/java" -cp "${KEYRACK_CLASSES:-$root/target/classes:$(cat "$root/target/runtime.classpath")}" \
    "$root/packaging/javacard/ReleaseCap.java" "$cap" "$out/keyrack.cap" | while IFS= read -r line; do say "$line"; done
[ -s "$out/keyrack.cap" ] || fail "the CAP file could not be packed"
say "built $out/keyrack.cap"
