package org.keyrack.ui.settings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the system whether its windows are dark. OpenJFX 21 has no API for it, so the system's own command is asked. */
public final class SystemTheme {
    private static final Logger LOG = LoggerFactory.getLogger(SystemTheme.class);
    private static final long ATMOST_MS = 2000;

    private SystemTheme() {}

    /** Whether the system is dark; false when it does not say. Waits for a process; not for the JavaFX thread. */
    public static boolean dark() {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        if (system.contains("win")) {
            return ask(
                            "reg",
                            "query",
                            "HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Themes\\Personalize",
                            "/v",
                            "AppsUseLightTheme")
                    .map(answer -> answer.contains("0x0"))
                    .orElse(false);
        }
        if (system.contains("mac")) {
            return ask("defaults", "read", "-g", "AppleInterfaceStyle")
                    .map(answer -> answer.contains("Dark"))
                    .orElse(false);
        }
        String gtk = System.getenv("GTK_THEME");
        if (gtk != null && !gtk.isBlank()) {
            return gtk.toLowerCase(Locale.ROOT).endsWith("dark");
        }
        return ask("gsettings", "get", "org.gnome.desktop.interface", "color-scheme")
                .map(answer -> answer.contains("dark"))
                .orElse(false);
    }

    private static Optional<String> ask(String... command) {
        Process process = null;
        try {
            process = new ProcessBuilder(List.of(command))
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(ATMOST_MS, TimeUnit.MILLISECONDS)) {
                return Optional.empty();
            }
            byte[] answer = process.getInputStream().readNBytes(4096);
            return process.exitValue() == 0
                    ? Optional.of(new String(answer, StandardCharsets.UTF_8))
                    : Optional.empty();
        } catch (IOException noSuchCommand) {
            LOG.debug("The system does not say whether it is dark: {}", noSuchCommand.getMessage());
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            if (process != null) {
                process.destroy();
            }
        }
    }
}
