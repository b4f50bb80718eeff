package org.keyrack.ui.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.proof.Program;
import org.keyrack.ui.OpenWindow;
import org.keyrack.ui.RackWindow;
import org.keyrack.ui.kit.DesktopBus;
import org.keyrack.ui.rackstate.RunState;

/** Notifications on a D-Bus of the test's own, with a program on it that shows them. */
@Tag("window")
class AlertsTest {
    private static final String AUTO = "{name: Test, load: auto}";
    private static final String SLOW = "{ initiate: 20, export: 60, import: 60 }";

    @TempDir
    Path folder;

    private Program bus;
    private Program desktop;
    private String address;

    @BeforeEach
    void start() throws Exception {
        bus = Program.start(
                List.of(
                        "dbus-daemon",
                        "--session",
                        "--nofork",
                        "--nopidfile",
                        "--print-address",
                        "--address=unix:path=" + folder.resolve("bus")),
                folder,
                Map.of());
        address = bus.awaitLine(line -> line.startsWith("unix:"));
        Path server = Path.of(AlertsTest.class
                .getResource("/org/keyrack/ui/shell/notifications.py")
                .toURI());
        desktop = Program.start(List.of("/usr/bin/python3", server.toString(), address), folder, Map.of());
        desktop.awaitLine(line -> line.equals("READY"));
    }

    @AfterEach
    void stop() {
        desktop.close();
        bus.close();
    }

    private RackWindow rack(String faults, boolean wanted) throws Exception {
        return RackWindow.onDesktop(
                folder,
                RackWindow.rack(2, SLOW, faults),
                new DesktopBus(Map.of("DBUS_SESSION_BUS_ADDRESS", address)),
                settings -> settings.desktopNoticesProperty().set(wanted));
    }

    private JsonNode shown(String title) throws Exception {
        ObjectMapper json = new ObjectMapper();
        return json.readTree(desktop.awaitLine(line -> line.contains("\"" + title + "\"")));
    }

    private List<String> titles() throws IOException {
        List<String> titles = new ArrayList<>();
        for (String line : desktop.output().lines().skip(1).toList()) {
            titles.add(new ObjectMapper().readTree(line).path("title").asText());
        }
        return titles;
    }

    @Test
    void theEndOfABatchIsShownOnce() throws Exception {
        try (RackWindow rack = rack("[]", true)) {
            rack.start(AUTO, false);
            rack.awaitEnd();
            JsonNode end = shown("Batch 1 is over");
            assertEquals("2 modules done, every key verified", end.path("text").asText());
            assertEquals("KeyRack", end.path("program").asText());
            assertEquals(1, end.path("urgency").asInt());
            assertEquals(List.of("Batch 1 is over"), titles());
        }
    }

    @Test
    void aModuleThatIsLostAndAnAsThatIsMissingAreUrgent() throws Exception {
        String faults = "[ { unit: 2, command: INITIATE, do: statusWord, sw: \"6F00\" },"
                + " { as: 1, command: EXPORTKEY, nth: 2, do: pull, for: 1500 } ]";
        try (RackWindow rack = rack(faults, true)) {
            rack.start(AUTO, false);
            JsonNode lost = shown("Batch 1 has lost a module");
            assertEquals("1 failed", lost.path("text").asText());
            assertEquals(2, lost.path("urgency").asInt());
            OpenWindow.until(() -> rack.desk().runWatch().state().waitsForAs());
            JsonNode missing = shown("Batch 1 waits for the AS");
            assertEquals(2, missing.path("urgency").asInt());
            OpenWindow.until(() -> rack.desk().runWatch().state() == RunState.AS_BACK);
            assertEquals(2, titles().size(), "it is said once that the AS is missing: " + titles());
        }
    }

    @Test
    void withoutTheSettingOrADesktopNothingHappens() throws Exception {
        try (RackWindow rack = rack("[]", false)) {
            rack.start(AUTO, false);
            rack.awaitEnd();
            OpenWindow.until(() -> rack.desk().background().runningProperty().get() == 0);
            assertEquals(List.of(), titles());
            new DesktopBus(Map.of()).show("nobody", "sees this", true);
            desktop.close();
            new DesktopBus(Map.of("DBUS_SESSION_BUS_ADDRESS", address)).show("nobody", "sees this", true);
            assertTrue(bus.alive());
        }
    }
}
