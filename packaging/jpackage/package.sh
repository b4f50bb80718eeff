#!/usr/bin/env bash
# Builds KeyRack's packages for this Linux system into dist/: an app-image (tar.gz), a .deb, and a .rpm where rpmbuild is there.
# Two builds of one commit with one JDK are made to be byte-identical: every time is SOURCE_DATE_EPOCH, every list is sorted.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
here=packaging/jpackage
out=target/package
jdk=${JAVA_HOME:-$(dirname "$(dirname "$(readlink -f "$(command -v javac)")")")}
export SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || echo 1793491200)}
export LC_ALL=C TZ=UTC
umask 022
say() { printf '%s\n' "$*" >&2; }

version=$(sed -n 's|^  <version>\(.*\)</version>|\1|p' pom.xml | head -1)
arch=$(dpkg --print-architecture 2>/dev/null || uname -m)
java_version=$("$jdk/bin/java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java.specification.version = //p')

say "Compiling KeyRack $version."
if [ -z "${KEYRACK_SKIP_MAVEN:-}" ]; then
  JAVA_HOME=$jdk mvn -q -B -DskipTests package
  JAVA_HOME=$jdk mvn -q -B org.cyclonedx:cyclonedx-maven-plugin:2.9.3:makeAggregateBom \
    -DoutputName=bom -DoutputFormat=json -DincludeTestScope=false -DschemaVersion=1.6
fi
rm -rf "$out"
mkdir -p "$out/input/native" "$out/modules" dist

say "Collecting libraries."
class_path=()
while IFS= read -r jar; do
  name=${jar##*/}
  case $name in
    javafx-*-linux*.jar)
      # JavaFX goes into the runtime image as modules, its native libraries beside Java's own.
      module="$out/modules/${name%%-21*}"
      mkdir -p "$module" && unzip -qo "$jar" -d "$module" ;;
    javafx-*.jar | '') ;;
    *) cp "$jar" "$out/input/$name"; class_path+=("$name") ;;
  esac
done < <(tr ':' '\n' < target/runtime.classpath; echo)
cp "target/keyrack-$version.jar" "$out/input/keyrack.jar"
"$jdk/bin/java" -cp "target/keyrack-$version.jar:$(cat target/runtime.classpath)" "$here/tools/Styles.java" "$out/styles" \
  css/keyrack.css atlantafx/base/theme/primer-light.css atlantafx/base/theme/primer-dark.css
"$jdk/bin/jar" --update --file "$out/input/keyrack.jar" --date "$(date -u -d "@$SOURCE_DATE_EPOCH" +%Y-%m-%dT%H:%M:%SZ)" -C "$out/styles" .
find "$out/modules" -name '*.so' -exec mv {} "$out/" \;

# Libraries with code for many systems keep this one's, unpacked: nothing is unpacked at each start.
machine=$(uname -m); jna_machine=${machine/_/-}
for jar in "$out"/input/sqlite-jdbc-*.jar; do
  unzip -qj "$jar" "org/sqlite/native/Linux/$machine/libsqlitejdbc.so" -d "$out/input/native"
  zip -qd "$jar" 'org/sqlite/native/*'
done
for jar in "$out"/input/jna-[0-9]*.jar; do
  unzip -qj "$jar" "com/sun/jna/linux-${jna_machine/aarch64/aarch64}/libjnidispatch.so" -d "$out/input/native"
  zip -qd "$jar" 'com/sun/jna/*/*jnidispatch*'
done
cp "$here/classes.list" "$here/linux/make-archive.sh" "$out/input/"

if [ -n "${JAVACARD_SDK:-}" ]; then
  say "Converting the applets."
  sh packaging/javacard/build-cap.sh >&2
  cp target/javacard/keyrack.cap "$out/input/"
else
  say "No CAP file goes into the package: JAVACARD_SDK names no Java Card SDK."
fi

say "Linking the runtime (Java $java_version)."
modules=javafx.controls,javafx.fxml,java.sql,java.naming,java.smartcardio,jdk.unsupported,jdk.net,java.security.jgss,java.rmi,jdk.crypto.ec,jdk.accessibility,java.desktop,java.management,jdk.zipfs,jdk.localedata
module_path=$(printf '%s:' "$out"/modules/*)
"$jdk/bin/jlink" --add-modules "$modules" --module-path "${module_path%:}" --include-locales en,fr,de,es \
  --strip-java-debug-attributes --no-header-files --no-man-pages --output "$out/runtime"
mv "$out"/*.so "$out/runtime/lib/"
find "$out/runtime/bin" -type f ! -name java ! -name keytool -delete
rm -f "$out"/runtime/lib/server/classes*.jsa

# What these are for: docs/packaging.md, "The first window".
options=(-XX:+UseSerialGC -Xms96m -Xmn24m -Xmx128m -XX:MetaspaceSize=64m -XX:MaxMetaspaceSize=128m -XX:ReservedCodeCacheSize=48m -XX:TieredStopAtLevel=1
  -XX:-UsePerfData -Xshare:auto -XX:SharedArchiveFile=\$APPDIR/keyrack.jsa -Dprism.order=sw
  -Dorg.sqlite.lib.path=\$APPDIR/native -Djna.boot.library.path=\$APPDIR/native -Djna.nounpack=true
  -Dorg.keyrack.cap=\$APPDIR/keyrack.cap)
if [ "${java_version%%.*}" -ge 22 ]; then
  options+=(--enable-native-access=ALL-UNNAMED,javafx.graphics --sun-misc-unsafe-memory-access=allow)
fi
arguments=(); for option in "${options[@]}"; do arguments+=(--java-options "$option"); done
"$jdk/bin/jpackage" --type app-image --name keyrack --app-version "$version" --vendor "The KeyRack developers" \
  --input "$out/input" --main-jar keyrack.jar --main-class org.keyrack.launch.Main --runtime-image "$out/runtime" \
  --icon "$here/icons/keyrack-128.png" "${arguments[@]}" --dest "$out/image"
image=$out/image/keyrack
# The launcher, with the class path in Maven's order, not in the file system's.
{
  sed '/^@OPTIONS@/,$d' "$here/linux/keyrack.sh"
  printf '    "%s" \\\n' "${options[@]//\\/}"
  sed '1,/^@OPTIONS@/d; /^@CLASSPATH@/,$d' "$here/linux/keyrack.sh"
  printf '$APPDIR/%s:\\\n' keyrack.jar "${class_path[@]}" | sed '$s/:\\$/\\/'
  sed '1,/^@CLASSPATH@/d' "$here/linux/keyrack.sh"
} > "$image/bin/keyrack"
chmod 755 "$image/bin/keyrack" "$image/lib/app/make-archive.sh"
rm -f "$image/lib/libapplauncher.so" "$image/lib/app/keyrack.cfg"

say "Writing man page, completion, licences."
share=$out/share
mkdir -p "$share/man/man1" "$share/bash-completion/completions" "$share/doc/keyrack" "$share/applications" \
  "$share/mime/packages" "$share/metainfo" "$share/icons/hicolor/scalable/apps"
"$jdk/bin/java" -cp "target/keyrack-$version.jar:$(cat target/runtime.classpath)" "$here/tools/CommandLineTexts.java" \
  "$share/man/man1/keyrack.1" "$share/bash-completion/completions/keyrack" "$version" "$(date -u -d "@$SOURCE_DATE_EPOCH" +%Y-%m-%d)"
gzip -9n "$share/man/man1/keyrack.1"
sed -i '1{/^#!/d}' "$share/bash-completion/completions/keyrack"
"$jdk/bin/java" -cp "$(cat target/runtime.classpath)" "$here/tools/Licences.java" target/bom.json "$out/input" "$share/doc/keyrack"
cp target/bom.json "$share/doc/keyrack/sbom.cdx.json"
{ cat "$here/linux/copyright"; } > "$share/doc/keyrack/copyright"
gzip -9nc CHANGELOG.md > "$share/doc/keyrack/NEWS.gz"
cp -r docs "$share/doc/keyrack/guide"
# The guides point at it.
sed 's|](docs/|](guide/|g' CONTRIBUTING.md > "$share/doc/keyrack/CONTRIBUTING.md"
cp "$here/linux/keyrack.desktop" "$share/applications/"
cp "$here/linux/keyrack-mime.xml" "$share/mime/packages/keyrack.xml"
sed "s/@VERSION@/$version/; s/@DATE@/$(date -u -d "@$SOURCE_DATE_EPOCH" +%Y-%m-%d)/" \
  "$here/linux/org.keyrack.KeyRack.metainfo.xml" > "$share/metainfo/org.keyrack.KeyRack.metainfo.xml"
cp "$here/keyrack.svg" "$share/icons/hicolor/scalable/apps/keyrack.svg"
for size in 16 24 32 48 64 128 256 512; do
  install -Dm644 "$here/icons/keyrack-$size.png" "$share/icons/hicolor/${size}x$size/apps/keyrack.png"
done
mkdir -p "$image/share" && cp -r "$share/doc/keyrack/." "$image/share/"

# One tree for .deb and .rpm: every file belongs to the package, nothing is copied about by scripts.
root=$out/root
mkdir -p "$root/usr/lib" "$root/usr/bin"
cp -a "$image" "$root/usr/lib/keyrack"
rm -rf "$root/usr/lib/keyrack/share"
ln -s ../lib/keyrack/bin/keyrack "$root/usr/bin/keyrack"
cp -a "$share" "$root/usr/share"
chmod -R u=rwX,go=rX "$root" "$image"
find "$root" "$image" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +

say "Packing."
made=()
if [ -z "${KEYRACK_ONLY_DEB:-}" ]; then
  tar --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$SOURCE_DATE_EPOCH" -C "$out/image" -cf - keyrack \
    | gzip -9n > "dist/keyrack-$version-linux-$arch.tar.gz"
  made+=("dist/keyrack-$version-linux-$arch.tar.gz")
fi
# The system libraries that this JDK's own libraries ask for: a distribution's JDK uses the system's, others bring theirs.
needed=$(find "$image/lib/runtime" -name '*.so' -exec objdump -p {} + 2>/dev/null | sed -n 's/^ *NEEDED *//p' | sort -u)
more=
while read -r library package; do
  if grep -qx "$library" <<<"$needed" && [ ! -e "$(find "$image/lib/runtime" -name "$library" -print -quit)" ]; then more="$more, $package"; fi
done < "$here/linux/libraries"
if command -v dpkg-deb >/dev/null 2>&1; then
  mkdir -p "$root/DEBIAN"
  sed "s/@VERSION@/$version/; s/@ARCH@/$arch/; s/@SIZE@/$(du -sk --exclude=DEBIAN "$root" | cut -f1)/; s/@MORE@/$more/" "$here/linux/control" > "$root/DEBIAN/control"
  install -m755 "$here/linux/postinst" "$here/linux/prerm" "$root/DEBIAN/"
  (cd "$root" && find usr -type f -print0 | sort -z | xargs -0 md5sum) > "$root/DEBIAN/md5sums"
  find "$root/DEBIAN" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
  # shellcheck disable=SC2086
  dpkg-deb --root-owner-group ${KEYRACK_DEB_COMPRESSION:--Zxz} --build "$root" "dist/keyrack_${version}_$arch.deb" >/dev/null
  made+=("dist/keyrack_${version}_$arch.deb")
  rm -rf "$root/DEBIAN"
fi
if [ -z "${KEYRACK_ONLY_DEB:-}" ] && command -v rpmbuild >/dev/null 2>&1; then
  rpmbuild -bb --quiet --define "_topdir $PWD/$out/rpm" --define "tree $PWD/$root" --define "release_version $version" \
    --define "_rpmdir $PWD/dist" --define "_rpmfilename keyrack-%{VERSION}-%{RELEASE}.%{ARCH}.rpm" --define "_buildhost localhost" \
    --define "use_source_date_epoch_as_buildtime 1" --define "clamp_mtime_to_source_date_epoch 1" "$here/linux/keyrack.spec"
  made+=(dist/keyrack-"$version"-1.*.rpm)
fi
du -sh "$image" >&2
sha256sum "${made[@]}"
ls -l "${made[@]}" >&2
