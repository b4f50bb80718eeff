package org.keyrack.ui.kit;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notifications of the desktop, by the D-Bus of whoever is logged in (org.freedesktop.Notifications) and systemd's busctl. Where
 * there is no such bus, or nobody on it shows notifications, nothing happens. Why so: docs/decisions/0051-desktop-notifications.md.
 */
public final class DesktopBus {
    private static final Logger LOG = LoggerFactory.getLogger(DesktopBus.class);

    /** Where the bus is; without one of them there is none. */
    private static final List<String> PLACES = List.of("DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR");

    private static final long LIMIT_SECONDS = 3;
    private static final int NORMAL = 1;
    private static final int CRITICAL = 2;

    private final Map<String, String> environment;

    /** @param environment names the place of the bus */
    public DesktopBus(Map<String, String> environment) {
        this.environment = environment;
    }

    /**
     * Shows a notification. Waits for another program: not for the JavaFX thread.
     *
     * @param urgent whether it stays until somebody has seen it
     */
    public void show(String title, String text, boolean urgent) {
        if (PLACES.stream().noneMatch(environment::containsKey)) {
            return;
        }
        ProcessBuilder builder = new ProcessBuilder(
                        "busctl",
                        "--user",
                        "--timeout=" + LIMIT_SECONDS,
                        "--",
                        "call",
                        "org.freedesktop.Notifications",
                        "/org/freedesktop/Notifications",
                        "org.freedesktop.Notifications",
                        "Notify",
                        "susssasa{sv}i",
                        "KeyRack",
                        // It replaces no other one.
                        "0",
                        "keyrack",
                        title,
                        plain(text),
                        // No buttons.
                        "0",
                        "2",
                        "urgency",
                        "y",
                        String.valueOf(urgent ? CRITICAL : NORMAL),
                        "desktop-entry",
                        "s",
                        "keyrack",
                        // The desktop decides how long it is shown.
                        "-1")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        PLACES.forEach(builder.environment()::remove);
        PLACES.stream()
                .filter(environment::containsKey)
                .forEach(place -> builder.environment().put(place, environment.get(place)));
        try {
            Process process = builder.start();
            if (!process.waitFor(LIMIT_SECONDS + 1, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            } else if (process.exitValue() != 0) {
                LOG.debug("Nobody shows notifications on this desktop");
            }
        } catch (IOException none) {
            LOG.debug("This system has no busctl: {}", none.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Desktops take some HTML in the text. */
    private static String plain(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
