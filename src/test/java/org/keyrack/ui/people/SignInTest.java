package org.keyrack.ui.people;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Optional;
import javafx.scene.control.MenuButton;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.app.OpenLedger;
import org.keyrack.ledger.PersonException;
import org.keyrack.ui.OpenWindow;
import org.keyrack.ui.RackWindow;
import org.keyrack.ui.VirtualRack;
import org.keyrack.ui.desk.StepName;
import org.keyrack.ui.kit.PinField;
import org.keyrack.ui.rackstate.WorkSession.State;

/** On a real bench whose ledger has people nothing is changed before one of them has signed in. */
@Tag("window")
class SignInTest {
    @TempDir
    static Path made;

    @TempDir
    Path folder;

    @BeforeAll
    static void people() throws Exception {
        PeopleBench.people(made, PeopleBench.ADA, PeopleBench.BO);
    }

    @BeforeEach
    void copied() throws Exception {
        PeopleBench.copy(made, folder);
    }

    private PeopleBench open() throws Exception {
        return PeopleBench.open(folder, VirtualRack.of(2));
    }

    private static StepName shown(PeopleBench bench) {
        return OpenWindow.fx(() -> bench.desk().navigator().currentProperty().get());
    }

    private static String who(PeopleBench bench) {
        return OpenWindow.fx(
                () -> bench.window.find("who-works", MenuButton.class).getText());
    }

    @Test
    void noStepThatChangesSomethingIsShownBeforeSomebodyHasSignedIn() throws Exception {
        try (PeopleBench bench = open()) {
            bench.awaitDialog();
            assertEquals("Nobody is signed in", who(bench));
            bench.window.press(KeyCode.ESCAPE);
            OpenWindow.until(() -> !bench.asks());
            bench.window.go(StepName.ASCARD);
            bench.awaitDialog();
            assertEquals(StepName.BENCH, shown(bench));
            bench.enter(PeopleBench.BO.id(), "000000");
            OpenWindow.until(() -> bench.said().startsWith("Personnel number or PIN is wrong."));
            assertEquals(
                    State.NOBODY, OpenWindow.fx(() -> bench.desk().session().state()));
            assertEquals(
                    0,
                    OpenWindow.fx(() -> bench.window
                            .find("person-pin", PinField.class)
                            .lengthProperty()
                            .get()));
            bench.signIn(PeopleBench.BO);
            assertEquals("4712  Bo Diddley", who(bench));
            OpenWindow.until(() -> shown(bench) == StepName.ASCARD);
            assertEquals(1, bench.lines("sign-in-failed").size());
        }
    }

    @Test
    void theBatchIsBegunByWhoIsSignedIn() throws Exception {
        try (PeopleBench bench = open()) {
            bench.signIn(PeopleBench.BO);
            bench.openAs();
            bench.load();
            OpenWindow.until(() -> bench.desk().job().board().end().isPresent());
            String started = bench.lines("batch-started").get(0);
            assertTrue(started.contains("\"operator\":\"4712\""), started);
            OpenWindow.fx(() -> {
                bench.desk().settings().operatorProperty().set("Somebody");
                return true;
            });
            assertEquals("4712", OpenWindow.fx(() -> bench.desk().operator()));
        }
    }

    @Test
    void nothingIsLoadedByAnybodyWhoHasNotSignedIn() throws Exception {
        try (PeopleBench bench = open()) {
            bench.awaitDialog();
            bench.openAs();
            bench.load();
            assertFalse(OpenWindow.fx(() -> bench.desk().job().running()));
            OpenWindow.until(() -> bench.desk().background().runningProperty().get() == 0);
            assertEquals(0, bench.lines("batch-started").size());
        }
    }

    @Test
    void aBadgeTypesTheNumberAndThePinIsAskedForAfterwards() throws Exception {
        try (PeopleBench bench = open()) {
            bench.awaitDialog();
            bench.window.press(KeyCode.ESCAPE);
            OpenWindow.until(() -> !bench.asks());
            bench.scan("4712");
            bench.awaitDialog();
            assertEquals("4712", bench.typedId());
            assertTrue(OpenWindow.fx(
                    () -> bench.window.find("person-pin", PinField.class).isFocused()));
            bench.enter(PeopleBench.pin(PeopleBench.BO));
            OpenWindow.until(() -> bench.desk().session().state() == State.SIGNED_IN);
        }
    }

    @Test
    void aBadgeThatIsScannedWhereThePinBelongsIsNoTry() throws Exception {
        try (PeopleBench bench = open()) {
            bench.enter(PeopleBench.ADA.id(), "4712");
            OpenWindow.until(() -> bench.said().equals("That was the badge of 4712. Now enter the PIN."));
            assertEquals("4712", bench.typedId());
            bench.enter(PeopleBench.pin(PeopleBench.BO));
            OpenWindow.until(() -> bench.desk().session().person().equals(Optional.of(PeopleBench.BO)));
            assertEquals(0, bench.lines("sign-in-failed").size());
        }
    }

    @Test
    void whoHasGuessedIsToldHowLongTheNextTryWaits() throws Exception {
        try (OpenLedger ledger = VirtualRack.of(1).context(folder).ledgers().open(Optional.empty(), false)) {
            for (int guess = 0; guess < 3; guess++) {
                org.junit.jupiter.api.Assertions.assertThrows(
                        PersonException.class, () -> ledger.people().signIn("4712", "000000".toCharArray()));
            }
        }
        try (PeopleBench bench = open()) {
            bench.enter(PeopleBench.BO.id(), PeopleBench.pin(PeopleBench.BO));
            OpenWindow.until(
                    () -> bench.said().startsWith("After wrong tries each one waits. This one is checked in 0:"));
            assertEquals(
                    State.NOBODY, OpenWindow.fx(() -> bench.desk().session().state()));
            bench.window.press(KeyCode.ESCAPE);
            OpenWindow.until(() -> !bench.asks());
        }
    }

    @Test
    void theVirtualBenchAsksNobody() throws Exception {
        try (RackWindow rack = RackWindow.open(folder, RackWindow.rack(1, "none", "[]"))) {
            rack.bench().ledger().people().add(PeopleBench.CY, "194739".toCharArray(), Optional.empty());
            OpenWindow.fx(() -> {
                rack.desk().session().refresh();
                return true;
            });
            OpenWindow.until(() -> rack.desk().background().runningProperty().get() == 0);
            assertEquals(State.FREE, OpenWindow.fx(() -> rack.desk().session().state()));
            assertTrue(OpenWindow.fx(() -> rack.desk().navigator().go(StepName.ASCARD)));
        }
    }

    @Test
    void aBenchOfOneMayGoWithout() throws Exception {
        Path alone = folder.resolve("alone");
        PeopleBench.people(alone, PeopleBench.ADA);
        try (OpenLedger ledger = VirtualRack.of(1).context(alone).ledgers().open(Optional.empty(), false)) {
            ledger.people().switchSignIn(false, PeopleBench.ADA);
        }
        try (PeopleBench bench = PeopleBench.open(alone, VirtualRack.of(1))) {
            assertFalse(bench.asks());
            assertTrue(OpenWindow.fx(() -> bench.desk().navigator().go(StepName.ASCARD)));
        }
    }
}
