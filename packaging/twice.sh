#!/usr/bin/env bash
# Builds the packages of the last commit twice, in two fresh clones at different places, and compares them byte by byte.
# ./dev package --twice ; exit code 0: all the same. JAVA_HOME chooses the JDK. Where they differ, it names the files inside.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
commit=$(git rev-parse HEAD)
work=$(mktemp -d "${TMPDIR:-/tmp}/keyrack-twice.XXXXXX")
trap '[ -n "${KEEP:-}" ] || rm -rf "$work"' EXIT
for build in first second-build; do
  git clone -q --no-hardlinks . "$work/$build"
  git -C "$work/$build" checkout -q "$commit"
  printf 'Build: %s\n' "$build" >&2
  bash "$work/$build/packaging/jpackage/package.sh" > "$work/$build.sums" 2> "$work/$build.log" || { tail -20 "$work/$build.log" >&2; exit 2; }
done

# Lists every file of a package with its checksum, and what the archive says of it.
contents() {
  local package=$1 into=$2
  mkdir -p "$into"
  case $package in
    *.deb) dpkg-deb -R "$package" "$into" && dpkg-deb -c "$package" ;;
    *.rpm) (cd "$into" && rpm2cpio "$OLDPWD/$package" | cpio -idm --quiet) && rpm -qp --dump "$package" ;;
    *) tar -xzf "$package" -C "$into" && tar -tvzf "$package" ;;
  esac
  (cd "$into" && find . -type f -print0 | sort -z | xargs -0 sha256sum)
}

same=0
cd "$work"
for one in first/dist/*; do
  name=${one##*/}
  if cmp -s "$one" "second-build/dist/$name"; then
    printf 'identical  %s  %s\n' "$(sha256sum "$one" | cut -c1-16)" "$name"
  else
    same=1
    printf 'DIFFERENT  %s\n' "$name"
    diff <(contents "$one" "a/$name") <(contents "second-build/dist/$name" "b/$name") | grep '^[<>]' | head -20 || true
  fi
done
printf 'commit %s, Java %s\n' "${commit:0:12}" "$("${JAVA_HOME:-$(dirname "$(dirname "$(readlink -f "$(command -v javac)")")")}/bin/java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java.version = //p')"
exit $same
