#!/bin/sh
# Checks that the applets compile for a card, and builds their CAP files when JAVACARD_SDK names a Java Card SDK that
# converts for target 3.0.4. The SDK is the user's own. What Oracle's Java Card Development Kit Tools take:
#   24.0          class files of --release 7 and 8
#   24.1          class files of --release 7 only
# so the sources are compiled with --release 7, which the JDK 17 that KeyRack is built with still has (20 and later have
# not). JAVA_HOME need not be set: the converter gets the JDK that javac belongs to.
set -eu

root=$(cd "$(dirname "$0")/../.." && pwd)
sources=$root/src/main/java/org/keyrack/applet
out=$root/target/javacard
# Package AID F04B4559524B, applets AS F04B4559524B4153 and EI F04B4559524B4549 (docs/protocol.md), version 1.0.
package_aid=0xF0:0x4B:0x45:0x59:0x52:0x4B
as_aid=$package_aid:0x41:0x53
ei_aid=$package_aid:0x45:0x49

say() { printf 'build-cap: %s\n' "$*"; }
fail() { say "$*" >&2; exit 1; }

rm -rf "$out"
mkdir -p "$out/api" "$out/classes"

if [ -n "${JAVACARD_SDK:-}" ]; then
    [ -d "$JAVACARD_SDK" ] || fail "JAVACARD_SDK is no directory: $JAVACARD_SDK. Point it at an unpacked Java Card SDK."
    api=$(find "$JAVACARD_SDK" -name 'api_classic-3.0.4.jar' | head -n 1)
    [ -n "$api" ] || fail "no api_classic-3.0.4.jar under $JAVACARD_SDK. Take an SDK that supports the target 3.0.4."
else
    # The simulator's jar holds the API's classes too; only these two packages are on the class path.
    jar=${KEYRACK_JCARDSIM_JAR:-}
    if [ -z "$jar" ]; then
        repository=${MAVEN_REPOSITORY:-$HOME/.m2/repository}
        jar=$(find "$repository/com/klinec/jcardsim" -name 'jcardsim-*.jar' 2>/dev/null | sort | tail -n 1)
    fi
    [ -n "$jar" ] || fail "no jcardsim jar found: run 'mvn -q dependency:resolve' first, or set KEYRACK_JCARDSIM_JAR."
    (cd "$out/api" && jar xf "$jar" javacard javacardx)
    api=$out/api
fi

# package-info.java has no code; a converter does not want it.
find "$sources" -name '*.java' ! -name package-info.java > "$out/sources.txt"
command -v javac >/dev/null 2>&1 || fail "no javac found. Install a JDK 17 and put its bin directory on the PATH."
javac --release 7 -Xlint:-options -proc:none -g -classpath "$api" -d "$out/classes" "@$out/sources.txt" ||
    fail "the applets did not compile with --release 7; $(javac -version 2>&1) may be too new for it: take JDK 17."
say "the applets compile with --release 7 against the Java Card API alone"

if [ -z "${JAVACARD_SDK:-}" ]; then
    say "no CAP file was built: set JAVACARD_SDK to the directory of a Java Card SDK to build it"
    exit 0
fi

converter=$(find "$JAVACARD_SDK" -name converter.sh | head -n 1)
[ -n "$converter" ] || fail "no bin/converter.sh under $JAVACARD_SDK"
JAVA_HOME=$(javac -J-XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.home = //p')
[ -d "$JAVA_HOME" ] || fail "javac does not say where its JDK is. Set the PATH to the bin directory of a JDK 17."
export JAVA_HOME
sh "$converter" -target 3.0.4 -out CAP -classdir "$out/classes" -d "$out/cap" \
    -applet "$as_aid" org.keyrack.applet.AsApplet \
    -applet "$ei_aid" org.keyrack.applet.EiApplet \
    org.keyrack.applet "$package_aid" 1.0
cap=$(find "$out/cap" -name '*.cap' | head -n 1)
[ -n "$cap" ] || fail "the converter left no CAP file under $out/cap"
say "built $cap"
