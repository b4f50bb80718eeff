#!/bin/sh
# Starts KeyRack. In the place of jpackage's own launcher, which asks rpm and dpkg twice at each start whose file it is.
# KEYRACK_JAVA_OPTIONS holds more options for Java, for example -Dprism.order=es2,sw (draw with the graphics card).
self=$(readlink -f -- "$0")
APPDIR=${self%/bin/*}/lib/app
# GTK draws nothing of the window: without this it loads OpenGL, with Mesa's compiler 60 MB of it.
export GDK_GL="${GDK_GL:-disable}"
# shellcheck disable=SC2086
exec "${APPDIR%/app}/runtime/bin/java" \
@OPTIONS@
    $KEYRACK_JAVA_OPTIONS -cp "\
@CLASSPATH@
" org.keyrack.launch.Main "$@"
