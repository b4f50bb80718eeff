package org.keyrack.ui.care;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextField;
import javafx.stage.Window;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.cli.BlankRack;
import org.keyrack.cli.TwoAs;
import org.keyrack.prepare.PreparedFiles;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.LifeCycleState;
import org.keyrack.protocol.PinReference;
import org.keyrack.protocol.answer.KeyDirectoryEntry;
import org.keyrack.ui.BlankWindow;
import org.keyrack.ui.OpenWindow;
import org.keyrack.unit.AsUnit;

/** Sealed records in the window, between two virtual AS cards that were prepared for it. */
@Tag("window")
class SecondStepTest {
    @TempDir
    Path folder;

    private static String pin(PinReference reference) {
        return Objects.requireNonNull(BlankWindow.PINS.get(reference));
    }

    private CareWindow window() throws Exception {
        return CareWindow.of(BlankWindow.open(folder, 2, ""));
    }

    private static void select(CareWindow care, String id, int index) {
        OpenWindow.fx(() -> {
            care.window().find(id, ComboBox.class).getSelectionModel().select(index);
            return true;
        });
    }

    private static void tick(CareWindow care, String id) {
        OpenWindow.fx(() -> {
            care.window().find(id, CheckBox.class).fire();
            return true;
        });
    }

    private static void pins(CareWindow care, String prefix, PinReference... references) {
        for (PinReference reference : references) {
            care.type(prefix + reference, pin(reference));
        }
    }

    private static List<String> kcvs(AsUnit as) {
        return as.keys().stream().map(key -> key.ref1() + " " + key.kcv()).toList();
    }

    private static void file(Path file) {
        OpenWindow.fx(() -> {
            Window.getWindows().stream()
                    .flatMap(window -> window.getScene().getRoot().lookupAll(".dialog-fields").stream())
                    .filter(SecondForm.class::isInstance)
                    .map(SecondForm.class::cast)
                    .forEach(form -> form.choose(file));
            return true;
        });
    }

    @Test
    void keysGoToTheSecondAsAndBothAreTakenToWork() throws Exception {
        TwoAs two = new TwoAs(folder, 2);
        assertEquals(0, two.first().exitCode());
        assertEquals(0, two.second().exitCode());
        try (CareWindow care = window()) {
            care.choose(CareItem.SECOND);
            pins(care, "care-", PinReference.OPERATOR, PinReference.ADMINISTRATOR, PinReference.CUSTODIAN);
            pins(care, "care-second-", PinReference.ADMINISTRATOR, PinReference.CUSTODIAN);
            tick(care, "care-operational");
            care.type("care-exports-3", "400").type("care-exports-10", "10").press();
            String said = care.done();
            assertTrue(said.startsWith("7 records, 7 of them new in Virtual Reader 02."), said);
            assertEquals(kcvs(care.as(0)), kcvs(care.as(1)));
            assertEquals(LifeCycleState.OPERATIONAL, care.as(0).identity().state());
            assertEquals(LifeCycleState.OPERATIONAL, care.as(1).identity().state());
            assertEquals(600, care.as(0).key(3).orElseThrow().exportsLeft(), "the second has them now");
            assertEquals(
                    List.of(400L, 10L),
                    care.as(1).keys().stream()
                            .map(KeyDirectoryEntry::exportsLeft)
                            .filter(left -> left != 0)
                            .toList(),
                    "a record brings none");
        }
    }

    @Test
    void recordsAreKeptInAFileAndComeBackFromIt() throws Exception {
        TwoAs two = new TwoAs(folder, 2);
        assertEquals(0, two.first().exitCode());
        assertEquals(0, two.second().exitCode());
        Path records = folder.resolve("first.records");
        try (CareWindow care = window()) {
            care.choose(CareItem.SECOND);
            select(care, "care-target", 1);
            assertEquals("Choose the file of the records.", care.reason());
            file(records);
            pins(care, "care-", PinReference.OPERATOR, PinReference.ADMINISTRATOR, PinReference.CUSTODIAN);
            care.press();
            assertTrue(care.done().startsWith("7 records, 7 of them new in " + records));
            assertEquals(8, Files.readAllLines(records).size(), "a head and seven records");
            select(care, "cards", 1);
            care.choose(CareItem.SECOND);
            select(care, "care-target", 2);
            file(records);
            OpenWindow.until(
                    () -> care.window().find("care-exports-11", TextField.class).isVisible());
            care.type("care-exports-11", "25");
            pins(care, "care-", PinReference.ADMINISTRATOR, PinReference.CUSTODIAN);
            care.press();
            assertTrue(care.done().startsWith("7 records, 7 of them new in Virtual Reader 02."));
            assertEquals(kcvs(care.as(0)), kcvs(care.as(1)));
            assertEquals(25, care.as(1).key(11).orElseThrow().exportsLeft());
        }
    }

    @Test
    void moreExportsThanTheFirstHasAreRefusedBeforeItIsAskedForARecord() throws Exception {
        TwoAs two = new TwoAs(folder, 2);
        assertEquals(0, two.first().exitCode());
        assertEquals(0, two.second().exitCode());
        try (CareWindow care = window()) {
            care.choose(CareItem.SECOND);
            care.type("care-exports-3", "1001");
            pins(care, "care-", PinReference.OPERATOR, PinReference.ADMINISTRATOR, PinReference.CUSTODIAN);
            pins(care, "care-second-", PinReference.ADMINISTRATOR, PinReference.CUSTODIAN);
            care.press();
            care.refused("has 1000 exports of REF1 3 left. Give the second one no more than these.");
            care.leave();
            assertEquals(List.of(), kcvs(care.as(1)));
            assertEquals(1000, care.as(0).key(3).orElseThrow().exportsLeft());
        }
    }

    @Test
    void anotherKbkIsNamedBeforeAnythingLeavesTheFirst() throws Exception {
        TwoAs two = new TwoAs(folder, 2);
        assertEquals(0, two.first().exitCode());
        assertEquals(0, two.stranger().exitCode());
        try (CareWindow care = window()) {
            care.choose(CareItem.SECOND);
            pins(care, "care-", PinReference.OPERATOR, PinReference.ADMINISTRATOR, PinReference.CUSTODIAN);
            pins(care, "care-second-", PinReference.ADMINISTRATOR, PinReference.CUSTODIAN);
            care.press();
            care.refused("Take the components of the same KBK for both.");
            care.leave();
            assertEquals(List.of(), kcvs(care.as(1)));
            assertTrue(
                    care.window()
                            .desk()
                            .bench()
                            .open()
                            .orElseThrow()
                            .ledger()
                            .highestActs(Bytes.ofHex("00000007"))
                            .isEmpty(),
                    "no record has left it");
        }
    }

    @Test
    void asThatHoldsKeysOfItsOwnGoesToWorkWithoutASecondOnlyWhenThatIsMeant() throws Exception {
        BlankRack rack = new BlankRack(folder, 2);
        assertEquals(
                0,
                rack.asOf(PreparedFiles.asPlan() + "state: LOADING\n", BlankRack.reader(1))
                        .exitCode());
        try (CareWindow care = window()) {
            care.choose(CareItem.WORK);
            pins(care, "care-", PinReference.ADMINISTRATOR, PinReference.CUSTODIAN);
            care.press();
            care.refused("Make a second AS first, or tick the box.");
            tick(care, "care-no-second");
            pins(care, "care-", PinReference.ADMINISTRATOR, PinReference.CUSTODIAN);
            care.press();
            assertEquals("The AS in Virtual Reader 01 is at work. Acts of the AS: 0.", care.done());
            assertEquals(LifeCycleState.OPERATIONAL, care.identity().state());
        }
    }
}
