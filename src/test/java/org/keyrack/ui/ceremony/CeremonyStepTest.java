package org.keyrack.ui.ceremony;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.javafx.stage.WindowHelper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.prepare.PreparedFiles;
import org.keyrack.prepare.PublishedBlock;
import org.keyrack.protocol.LifeCycleState;
import org.keyrack.protocol.PinReference;
import org.keyrack.ui.BlankWindow;
import org.keyrack.ui.OpenWindow;
import org.keyrack.ui.desk.StepName;
import org.keyrack.ui.rackstate.CeremonyJob.Phase;
import org.keyrack.unit.AsUnit;

/** A ceremony in the window, by the keyboard, over a virtual blank card and a ledger. */
@Tag("window")
class CeremonyStepTest {
    @TempDir
    Path folder;

    private static AsUnit as(BlankWindow blank) {
        blank.idle();
        OpenWindow.until(() -> !blank.desk().bench().view().asUnits().isEmpty());
        return OpenWindow.fx(() -> blank.desk().bench().view().asUnits().get(0));
    }

    private static List<String> cells(CeremonyPeople people) {
        return OpenWindow.fx(() -> {
            List<String> shown = new ArrayList<>();
            people.letter().lookupAll(".letter-digit").forEach(cell -> shown.add(((Label) cell).getText()));
            return shown;
        });
    }

    private static long clear(CeremonyPeople people) {
        return cells(people).stream().filter(cell -> cell.matches("[0-9A-F]")).count();
    }

    @Test
    void peopleOneAfterAnotherMakeAnAsWithKeysDrawnJoinedAndOutOfABlockAndGetTheirRecord() throws Exception {
        try (BlankWindow blank = BlankWindow.open(folder, 1, "")) {
            CeremonyPeople people = new CeremonyPeople(blank);
            people.begin();
            people.sit("Anna Berg");
            OpenWindow.until(() -> blank.window().stage().isFullScreen());
            assertFalse(OpenWindow.fx(() -> blank.desk().navigator().go(StepName.BENCH)), "the screen is left");
            people.pin(PinReference.OPERATOR, "194735");
            people.sit("Anna Berg");
            people.pin(PinReference.ADMINISTRATOR, "82736451");
            people.sit("Bo Carl");
            people.pin(PinReference.CUSTODIAN, "64738291");
            people.components();
            people.phase(Phase.ENDED);
            assertTrue(OpenWindow.fx(() -> people.job().complete()), people.text("ceremony-reason"));
            assertEquals("The AS 00000007 is as the plan has it", people.text("ceremony-headline"));
            assertEquals(
                    List.of("T1", "T2", "3", "4", "10", "11"),
                    OpenWindow.fx(() ->
                            people.job().keys().stream().map(key -> key.name()).toList()));
            assertEquals(
                    PreparedFiles.kcvOf(PublishedBlock.KEY),
                    OpenWindow.fx(() -> people.job().keys().get(2).kcv().toString()));
            OpenWindow.until(() -> people.text("ceremony-record").startsWith("Record to sign: "));
            assertFalse(OpenWindow.fx(() -> blank.window().stage().isFullScreen()));
            AsUnit as = as(blank);
            assertEquals(LifeCycleState.OPERATIONAL, as.identity().state());
            Path record = Path.of(people.text("ceremony-record").substring("Record to sign: ".length()));
            try (PDDocument pdf = Loader.loadPDF(record.toFile())) {
                String text = new PDFTextStripper().getText(pdf).replaceAll("\\s+", " ");
                assertTrue(text.contains("Key block of 3 opened"), text);
                assertTrue(text.contains("The AS 00000007 was as the plan has it"), text);
            }
            blank.primary("Continue with modules");
            OpenWindow.until(() -> blank.desk().navigator().currentProperty().get() == StepName.MODULES);
        }
    }

    @Test
    void pinThatOthersWouldTryFirstOrThatIsAnothersIsRefusedToTheSamePersonAndTheCardHasNone() throws Exception {
        try (BlankWindow blank = BlankWindow.open(folder, 1, "")) {
            CeremonyPeople people = new CeremonyPeople(blank);
            people.begin();
            people.sit("Anna Berg");
            for (String weak : List.of("000000", "123456", "4321", "648219", "123123")) {
                people.pin(PinReference.OPERATOR, weak);
                OpenWindow.until(() -> people.job().phase() == Phase.ENTERING
                        && people.text("seat-remark").contains("first that others would try"));
                assertEquals("Anna Berg", people.text("seat-who"));
            }
            people.pin(PinReference.OPERATOR, "194735");
            people.sit("Anna Berg");
            people.pin(PinReference.ADMINISTRATOR, "194735");
            OpenWindow.until(() -> people.text("seat-remark").contains("Two of the three PINs are the same"));
            blank.window().press(KeyCode.ESCAPE);
            blank.window().click("question-yes");
            people.phase(Phase.ENDED);
            assertEquals("The AS 00000007 is not finished", people.text("ceremony-headline"));
            assertEquals(LifeCycleState.BLANK, as(blank).identity().state());
        }
    }

    @Test
    void componentIsMaskedCheckedByGroupAndGoneWhenTheWindowIsLeftAndNothingIsPasted() throws Exception {
        try (BlankWindow blank = BlankWindow.open(folder, 1, "")) {
            CeremonyPeople people = new CeremonyPeople(blank);
            people.begin();
            people.pins();
            people.sit("Anna Berg");
            assertTrue(people.text("seat-what").contains("component 1 of the key T1, envelope A-1001"));
            String letter = CeremonyPeople.letter(PreparedFiles.COMPONENTS.get(0));
            OpenWindow.fx(() -> {
                ClipboardContent content = new ClipboardContent();
                content.putString(letter);
                return Clipboard.getSystemClipboard().setContent(content);
            });
            blank.window().press(KeyCode.CONTROL, KeyCode.V);
            OpenWindow.until(() -> people.text("seat-remark").startsWith("Nothing is pasted here"));
            assertEquals(0, OpenWindow.fx(() -> people.letter().lengthProperty().get()));
            OpenWindow.fx(() -> Clipboard.getSystemClipboard().setContent(new ClipboardContent()));

            people.typeLetter(letter.substring(0, 18));
            assertEquals(0, clear(people), "what is typed is masked");
            OpenWindow.fx(() -> {
                people.letter().show();
                return true;
            });
            assertEquals(8, clear(people), "two groups, the last of them begun");
            assertEquals(List.of("●", "●", "●", "●", "●"), cells(people).subList(5, 10));
            blank.window().type(letter.substring(18, 19));
            assertEquals(0, clear(people), "typing masks them again");

            // As the window system says it; the headless one has no other window to give the focus to.
            OpenWindow.fx(() -> {
                WindowHelper.setFocused(blank.window().stage(), false);
                return true;
            });
            assertEquals(0, OpenWindow.fx(() -> people.letter().lengthProperty().get()));
            OpenWindow.fx(() -> {
                WindowHelper.setFocused(blank.window().stage(), true);
                return true;
            });
            OpenWindow.until(() -> people.text("seat-remark").startsWith("The window was left"));

            String wrong = letter.substring(0, 9) + (letter.charAt(9) == '0' ? '1' : '0') + letter.substring(10);
            people.typeLetter(wrong);
            OpenWindow.until(() -> people.text("seat-remark").startsWith("Group 2 is mistyped"));
            assertTrue(OpenWindow.fx(
                    () -> blank.window().find("seat-go", Button.class).isDisabled()));
            blank.window().press(KeyCode.ENTER);
            people.phase(Phase.ENTERING);
            blank.window().press(KeyCode.DELETE);
            people.typeLetter(CeremonyPeople.letter(PreparedFiles.COMPONENTS.get(1)));
            blank.window().press(KeyCode.ENTER);
            OpenWindow.until(() -> people.job().phase() == Phase.ENTERING
                    && people.text("seat-remark").startsWith("This is not component 1 of the key T1"));
            assertEquals(0, OpenWindow.fx(() -> people.letter().lengthProperty().get()));
            String zero = "0".repeat(40) + PreparedFiles.kcvOf("0".repeat(32));
            people.typeLetter(zero);
            blank.window().press(KeyCode.ENTER);
            OpenWindow.until(() -> people.job().phase() == Phase.ENTERING
                    && people.text("seat-remark").contains("zero"));
            people.typeLetter(letter);
            blank.window().press(KeyCode.ENTER);
            people.phase(Phase.CALLED);
            OpenWindow.until(() -> people.text("seat-who").equals("Bo Carl"));
            assertFalse(OpenWindow.fx(() -> people.letter().isVisible()));
            blank.window().press(KeyCode.ESCAPE);
            blank.window().click("question-yes");
            people.phase(Phase.ENDED);
            assertEquals(
                    0,
                    as(blank).identity().slots().stream()
                            .filter(slot -> slot.tVersion() != 0)
                            .count());
        }
    }

    private static int[] picture(BlankWindow blank) {
        OpenWindow.frames(2);
        return OpenWindow.fx(() -> {
            WritableImage image = blank.window().scene().snapshot(null);
            int width = (int) image.getWidth();
            int height = (int) image.getHeight();
            int[] pixels = new int[width * height];
            image.getPixelReader().getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), pixels, 0, width);
            return pixels;
        });
    }

    @Test
    void pictureOfTheScreenIsTheSameWhateverIsTypedAndAnyOtherKeyMasksWhatIsShown() throws Exception {
        try (BlankWindow blank = BlankWindow.open(folder, 1, "")) {
            CeremonyPeople people = new CeremonyPeople(blank);
            people.begin();
            people.pins();
            people.sit("Anna Berg");
            List<int[]> masked = new ArrayList<>();
            List<int[]> shown = new ArrayList<>();
            for (String hex : PreparedFiles.COMPONENTS) {
                people.typeLetter(CeremonyPeople.letter(hex).substring(0, 18));
                masked.add(picture(blank));
                OpenWindow.fx(() -> {
                    people.letter().show();
                    return true;
                });
                shown.add(picture(blank));
                OpenWindow.fx(() -> {
                    people.letter()
                            .fireEvent(new KeyEvent(
                                    KeyEvent.KEY_PRESSED, "", "", KeyCode.PRINTSCREEN, false, false, false, false));
                    return true;
                });
                assertArrayEquals(masked.get(0), picture(blank), "masked again before the picture is taken");
                blank.window().press(KeyCode.DELETE);
            }
            assertArrayEquals(masked.get(0), masked.get(1));
            assertFalse(Arrays.equals(shown.get(0), shown.get(1)), "the control: two groups are seen when asked for");
            blank.window().press(KeyCode.ESCAPE);
            blank.window().click("question-yes");
            people.phase(Phase.ENDED);
        }
    }

    @Test
    void cardThatIsPulledBeginsItsKeyAnewAndACeremonyThatWasLeftGoesOn() throws Exception {
        String faults = "faults: [ { blank: 1, command: LOADCOMPONENT, nth: 2, do: pull, for: 200 } ]\n";
        try (BlankWindow blank = BlankWindow.open(folder, 1, faults)) {
            CeremonyPeople people = new CeremonyPeople(blank);
            people.begin();
            people.pins();
            people.component("Anna Berg", PreparedFiles.COMPONENTS.get(0));
            people.component("Bo Carl", PreparedFiles.COMPONENTS.get(1));
            people.phase(Phase.LOST);
            OpenWindow.until(() -> blank.window().find("seat-go", Button.class).isFocused());
            blank.window().press(KeyCode.ENTER);
            people.sit("Anna Berg");
            assertTrue(people.text("seat-what").contains("component 1 of the key T1"));
            blank.window().press(KeyCode.ESCAPE);
            blank.window().click("question-yes");
            people.phase(Phase.ENDED);
            blank.idle();
            blank.primary("Go on with the ceremony");
            people.pins();
            people.components();
            people.phase(Phase.ENDED);
            assertTrue(OpenWindow.fx(() -> people.job().complete()));
        }
    }

    @Test
    void alteredBlockIsRefusedWithItsReasonAndTheCardHasNotItsKey() throws Exception {
        try (BlankWindow blank = BlankWindow.open(folder, 1, "")) {
            CeremonyPeople people = new CeremonyPeople(blank);
            people.prepare();
            Files.writeString(folder.resolve("ta3.tr31"), PublishedBlock.altered());
            people.press();
            people.pins();
            people.components();
            people.phase(Phase.ENDED);
            assertTrue(people.text("ceremony-reason").contains("was altered, or is under another protection key"));
            assertEquals(
                    List.of("T1", "T2"),
                    OpenWindow.fx(() ->
                            people.job().keys().stream().map(key -> key.name()).toList()));
        }
    }
}
