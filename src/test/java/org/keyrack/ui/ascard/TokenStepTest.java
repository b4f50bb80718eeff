package org.keyrack.ui.ascard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keyrack.app.SlotView;
import org.keyrack.language.Language;
import org.keyrack.launch.WorkstationContext;
import org.keyrack.protocol.AsKind;
import org.keyrack.reader.ReaderSnapshot.Service;
import org.keyrack.token.TestAs;
import org.keyrack.token.Tokens;
import org.keyrack.ui.OpenWindow;
import org.keyrack.ui.RackWindow;
import org.keyrack.ui.ScriptedReaders;
import org.keyrack.ui.desk.StepName;
import org.keyrack.ui.rackstate.RunState;

/** The step AS with a token and with a file of this computer, from the window to loaded modules. */
@Tag("window")
@Tag("token")
class TokenStepTest {
    @TempDir
    Path folder;

    private Path tokens;

    @BeforeEach
    void place() throws Exception {
        tokens = Files.createDirectories(folder.resolve("token"));
    }

    private OpenWindow open(String rack) throws Exception {
        OpenWindow window = OpenWindow.open(
                WorkstationContext.in(folder, () -> ScriptedReaders.service(Service.STOPPED)), settings -> {
                    settings.languageProperty().set(Optional.of(Language.ENGLISH));
                    settings.reducedMotionProperty().set(true);
                });
        Path file = Files.write(folder.resolve("rack.yaml"), rack.getBytes(StandardCharsets.UTF_8));
        OpenWindow.fx(() -> {
            window.desk().bench().openVirtual(Optional.of(file));
            return true;
        });
        return window.when(() -> !window.desk().bench().view().slots().isEmpty()
                        && !window.desk().bench().view().reading())
                .go(StepName.ASCARD);
    }

    private static String rack(int units) {
        return RackWindow.rack(units, "none", "[]");
    }

    private static void add(OpenWindow window, Path file) {
        OpenWindow.fx(() -> {
            window.desk().bench().add(file, window.desk()::failed);
            return true;
        });
    }

    private static String text(OpenWindow window, String id) {
        return OpenWindow.fx(() -> window.find(id, Label.class).getText());
    }

    private static void enter(OpenWindow window, String pin) {
        OpenWindow.until(() -> window.hasFocus("pin"));
        window.type(pin);
        window.press(KeyCode.ENTER);
    }

    /** Adds the AS and waits until it is shown and asks for its PIN. */
    private OpenWindow with(OpenWindow window, Path file, String kind) {
        add(window, file);
        OpenWindow.until(() -> window.find("present", Node.class).isVisible()
                && text(window, "as-kind").equals(kind));
        return window;
    }

    /** Goes on to Review with a plan of so many keys. */
    private static void review(OpenWindow window, int keys) {
        OpenWindow.fx(() -> window.desk().navigator().go(StepName.PLAN));
        OpenWindow.until(() -> window.desk()
                .job()
                .planProperty()
                .get()
                .filter(plan -> plan.keys() == keys)
                .isPresent());
        OpenWindow.until(() -> window.desk().navigator().go(StepName.REVIEW));
    }

    private void loads(OpenWindow window, AsKind kind) {
        OpenWindow.until(() -> window.find("pinVerified", Node.class).isVisible());
        review(window, 6);
        String from = kind == AsKind.TOKEN ? "AS in a token" : "AS on this computer";
        assertEquals("Exported by: " + from + " “TOKEN AS” (A5000001)", text(window, "review-from"));
        assertEquals(
                kind == AsKind.HOST,
                text(window, "review-issues").contains("The keys of this AS are on this computer"));
        OpenWindow.until(() -> window.desk().bench().view().slots().stream().anyMatch(SlotView::pinVerified));
        window.click("primary");
        OpenWindow.until(() -> window.desk().job().board().end().isPresent());
        assertEquals(6, OpenWindow.fx(() -> window.desk().job().board().keysLoaded()));
        assertEquals(
                Map.of(kind, 6),
                OpenWindow.fx(() -> window.desk().job().board().as().exports()));
        OpenWindow.until(() -> window.desk().navigator().currentProperty().get() == StepName.RESULTS);
        assertTrue(text(window, "results-figures").endsWith("Exported by: " + from + " (6)"));
        assertTrue(text(window, "run-as-name").contains(kind == AsKind.TOKEN ? "token" : "computer"));
    }

    @ParameterizedTest
    @EnumSource(names = {"SOFTHSM", "HOST"})
    void loadsTheVirtualRack(Tokens kind) throws Exception {
        Path file = TestAs.make(kind, tokens);
        AsKind as = kind == Tokens.HOST ? AsKind.HOST : AsKind.TOKEN;
        try (OpenWindow window =
                with(open(rack(3)), file, as == AsKind.HOST ? "AS on this computer" : "AS in a token")) {
            assertEquals("TOKEN AS", text(window, "name"));
            assertEquals("A5000001", text(window, "id"));
            assertEquals("Slot 1: suite 01, version 1, KCV BE7ED6", text(window, "sets"));
            assertEquals(file.toString(), text(window, "as-where"));
            assertEquals(
                    as == AsKind.HOST,
                    OpenWindow.fx(() -> window.find("as-warning", Node.class).isVisible()));
            enter(window, new String(Tokens.pin()));
            loads(window, as);
        }
    }

    @Test
    void aCardAndATokenMayServeTogether() throws Exception {
        Path file = TestAs.make(Tokens.SOFTHSM, tokens);
        try (OpenWindow window = with(open(RackWindow.rack(6, "{ export: 20 }", "[]")), file, "AS in a token")) {
            enter(window, new String(Tokens.pin()));
            OpenWindow.until(() -> window.find("pinVerified", Node.class).isVisible());
            ComboBox<?> choice = window.find("cards", ComboBox.class);
            OpenWindow.until(() -> choice.isVisible() && choice.getItems().size() == 2);
            OpenWindow.fx(() -> {
                choice.requestFocus();
                return true;
            });
            window.press(KeyCode.DOWN);
            OpenWindow.until(() -> text(window, "as-kind").equals("AS card"));
            window.click("pin");
            enter(window, "123456");
            OpenWindow.until(() -> window.find("pinVerified", Node.class).isVisible());
            review(window, 12);
            assertTrue(text(window, "review-from").contains("AS in a token “TOKEN AS” (A5000001), AS card “Test AS”"));
            window.click("primary");
            OpenWindow.until(() -> window.desk().job().board().end().isPresent());
            Map<AsKind, Integer> exports =
                    OpenWindow.fx(() -> window.desk().job().board().as().exports());
            assertEquals(java.util.Set.of(AsKind.CARD, AsKind.TOKEN), exports.keySet());
        }
    }

    @Test
    void aTokenLostInARunIsAskedForItsPinInThePage() throws Exception {
        Path file = TestAs.make(Tokens.SOFTHSM, tokens);
        try (OpenWindow window = with(open(RackWindow.rack(6, "{ import: 2000 }", "[]")), file, "AS in a token")) {
            enter(window, new String(Tokens.pin()));
            OpenWindow.until(() -> window.find("pinVerified", Node.class).isVisible());
            review(window, 12);
            window.click("primary");
            // The first key of each is being stored: six more are to be exported.
            OpenWindow.until(() -> window.desk().job().board().as().exports().getOrDefault(AsKind.TOKEN, 0) >= 6);
            ProcessHandle.current()
                    .descendants()
                    .filter(process -> process.info().command().orElse("").endsWith("java"))
                    .forEach(ProcessHandle::destroyForcibly);
            OpenWindow.until(() -> window.desk().runWatch().state() == RunState.AS_BACK);
            OpenWindow.until(
                    () -> text(window, "run-attention-sentence").startsWith("The process that holds the AS has ended"));
            OpenWindow.until(() -> text(window, "run-attention-sentence")
                    .endsWith("The token is back. Enter its PIN and the run goes on."));
            OpenWindow.until(() -> window.hasFocus("as-pin"));
            window.type("wrong");
            window.press(KeyCode.ENTER);
            OpenWindow.until(() -> text(window, "run-attention-sentence").startsWith("The token refuses the PIN."));
            OpenWindow.until(() -> window.hasFocus("as-pin"));
            window.type(new String(Tokens.pin()));
            window.press(KeyCode.ENTER);
            OpenWindow.until(() -> window.desk().job().board().end().isPresent());
            assertEquals(12, OpenWindow.fx(() -> window.desk().job().board().keysLoaded()));
        }
    }

    @Test
    void aWrongPinIsSaidAndTheRightOneTaken() throws Exception {
        Path file = TestAs.make(Tokens.SOFTHSM, tokens);
        try (OpenWindow window = with(open(rack(1)), file, "AS in a token")) {
            OpenWindow.until(() -> text(window, "primary-reason").equals("Enter the PIN of the token."));
            enter(window, "0000");
            OpenWindow.until(() -> text(window, "problem").startsWith("The token refuses the PIN. Check it"));
            OpenWindow.until(() -> text(window, "tries").startsWith("A wrong PIN was entered before."));
            window.click("pin");
            enter(window, new String(Tokens.pin()));
            OpenWindow.until(() -> window.find("pinVerified", Node.class).isVisible());
        }
    }

    @Test
    void aLibraryThatIsNotThereIsSaidInTheStep() throws Exception {
        Path file = TestAs.make(Tokens.SOFTHSM, tokens);
        String text = Files.readString(file).replace(Tokens.softhsmLibrary(), "/nowhere/libpkcs11.so");
        Files.writeString(file, text);
        try (OpenWindow window = open(rack(1))) {
            add(window, file);
            OpenWindow.until(() -> window.find("trouble", Node.class).isVisible()
                    && text(window, "as-trouble")
                            .startsWith("The PKCS#11 library /nowhere/libpkcs11.so cannot be loaded. Install it"));
            assertEquals("The AS cannot be read. The reason stands above.", text(window, "primary-reason"));
            // It is no module that could not be read: a card loads the rack all the same.
            OpenWindow.fx(() -> window.desk().navigator().go(StepName.PLAN));
            OpenWindow.until(() -> window.desk().job().planProperty().get().isPresent());
            assertTrue(OpenWindow.fx(() -> window.desk()
                            .job()
                            .planProperty()
                            .get()
                            .orElseThrow()
                            .refusals())
                    .isEmpty());
            OpenWindow.fx(() -> window.desk().navigator().go(StepName.ASCARD));
            window.click("as-remove");
            OpenWindow.until(() -> text(window, "as-kind").equals("AS card")
                    && window.find("present", Node.class).isVisible());
        }
    }

    @Test
    void aFileOfAnotherKindIsRefusedAndNothingIsAdded() throws Exception {
        Path other = Files.writeString(folder.resolve("profile.keyrack"), "{name: Test, load: auto}");
        try (OpenWindow window = open(rack(1))) {
            add(window, other);
            OpenWindow.until(() -> !window.desk().notices().shown().isEmpty());
            String said =
                    OpenWindow.fx(() -> window.desk().notices().shown().get(0).text());
            assertEquals(
                    other + " is not the file of an AS, or cannot be read. Give the file that keyrack as create wrote,"
                            + " with its counters beside it.",
                    said);
            assertEquals(
                    2, OpenWindow.fx(() -> window.desk().bench().view().slots().size()));
        }
    }

    @Test
    void anAsOfThisComputersReadersIsThereAgainAtTheNextStart() throws Exception {
        Path file = TestAs.make(Tokens.HOST, tokens);
        for (int start = 1; start <= 2; start++) {
            boolean first = start == 1;
            try (OpenWindow window = OpenWindow.open(
                    WorkstationContext.in(folder, () -> new ScriptedReaders(ScriptedReaders.empty(1))), settings -> {
                        settings.languageProperty().set(Optional.of(Language.ENGLISH));
                        settings.firstRunDoneProperty().set(true);
                    })) {
                OpenWindow.until(() -> window.desk().bench().open().isPresent());
                OpenWindow.until(() -> window.desk().navigator().go(StepName.ASCARD));
                if (first) {
                    add(window, file);
                }
                OpenWindow.until(() -> window.find("present", Node.class).isVisible()
                        && text(window, "as-kind").equals("AS on this computer"));
                if (!first) {
                    window.click("as-remove");
                    OpenWindow.until(() -> window.find("missing", Node.class).isVisible());
                    assertFalse(OpenWindow.fx(() -> window.desk().settings().asPlaces()).stream()
                            .findAny()
                            .isPresent());
                }
                OpenWindow.until(
                        () -> window.desk().background().runningProperty().get() == 0);
            }
        }
    }
}
