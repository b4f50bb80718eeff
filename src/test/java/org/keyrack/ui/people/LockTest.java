package org.keyrack.ui.people;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.journal.ModuleClass;
import org.keyrack.ui.OpenWindow;
import org.keyrack.ui.VirtualRack;
import org.keyrack.ui.desk.StepName;
import org.keyrack.ui.rackstate.WorkSession.State;

/** Whoever has signed in and goes away leaves a locked bench; a batch in work goes on, and another person may take it over. */
@Tag("window")
class LockTest {
    @TempDir
    static Path made;

    @TempDir
    Path folder;

    private long now;

    @BeforeAll
    static void people() throws Exception {
        PeopleBench.people(made, PeopleBench.ADA, PeopleBench.BO, PeopleBench.DEE);
    }

    @BeforeEach
    void copied() throws Exception {
        PeopleBench.copy(made, folder);
    }

    private static State state(PeopleBench bench) {
        return OpenWindow.fx(() -> bench.desk().session().state());
    }

    private static String text(PeopleBench bench) {
        return OpenWindow.fx(() -> bench.window.find("person-text", Label.class).getText());
    }

    private void later(IdleLock lock, Duration time) {
        OpenWindow.fx(() -> {
            now += time.toNanos();
            lock.look();
            return true;
        });
    }

    @Test
    void tenMinutesWithoutInputLockAndThePinUnlocks() throws Exception {
        try (PeopleBench bench = PeopleBench.open(folder, VirtualRack.of(1))) {
            bench.signIn(PeopleBench.BO);
            IdleLock lock = OpenWindow.fx(() -> {
                IdleLock made = new IdleLock(bench.desk().session(), () -> now);
                made.follow(bench.window.stage());
                return made;
            });
            later(lock, IdleLock.LIMIT.minusSeconds(1));
            bench.window.press(KeyCode.SHIFT);
            later(lock, IdleLock.LIMIT.minusSeconds(1));
            assertEquals(State.SIGNED_IN, state(bench), "a key was pressed in between");
            later(lock, Duration.ofSeconds(1));
            assertEquals(State.LOCKED, state(bench));
            bench.awaitDialog();
            assertEquals("4712", bench.typedId());
            bench.window.press(KeyCode.ESCAPE);
            assertTrue(bench.asks(), "nothing but a PIN ends the lock");
            bench.enter("000000");
            OpenWindow.until(() -> bench.said().startsWith("Personnel number or PIN is wrong."));
            assertEquals(State.LOCKED, state(bench));
            bench.enter(PeopleBench.pin(PeopleBench.BO));
            OpenWindow.until(() -> !bench.asks());
            assertEquals(State.SIGNED_IN, state(bench));
        }
    }

    @Test
    void aBatchGoesOnWhileItIsLockedAndAnotherPersonTakesItOver() throws Exception {
        try (PeopleBench bench = PeopleBench.open(folder, VirtualRack.of(3))) {
            bench.signIn(PeopleBench.BO);
            bench.openAs();
            // It ends when it is told to, however long the dialog takes.
            bench.load(true);
            OpenWindow.until(() -> bench.desk().job().runProperty().get().isPresent());
            OpenWindow.fx(() -> {
                bench.desk().session().lock();
                return true;
            });
            bench.awaitDialog();
            assertTrue(text(bench).endsWith("The batch goes on."), text(bench));
            assertTrue(OpenWindow.fx(
                    () -> bench.window.find("person-no", Button.class).isDisabled()));
            bench.enter(PeopleBench.DEE.id(), PeopleBench.pin(PeopleBench.DEE));
            OpenWindow.until(() -> bench.desk().session().person().equals(Optional.of(PeopleBench.DEE)));
            assertEquals(
                    "4714  Dee Brown",
                    OpenWindow.fx(() ->
                            bench.window.find("who-works", MenuButton.class).getText()));
            OpenWindow.fx(() -> bench.desk().job().runProperty().get().orElseThrow())
                    .finish();
            OpenWindow.until(() -> bench.desk().job().board().end().isPresent());
            assertEquals(
                    3, OpenWindow.fx(() -> bench.desk().job().board().modules().of(ModuleClass.DONE)));
            assertTrue(bench.lines("batch-started").get(0).contains("\"operator\":\"4712\""));
            assertEquals(1, bench.lines("operator-changed").size());
            assertTrue(bench.lines("operator-changed").get(0).contains("\"operator\":\"4714\""));
        }
    }

    @Test
    void whoSignsOutLeavesABenchWhereNothingIsChanged() throws Exception {
        try (PeopleBench bench = PeopleBench.open(folder, VirtualRack.of(1))) {
            bench.signIn(PeopleBench.BO);
            OpenWindow.until(() -> bench.desk().navigator().go(StepName.RACK));
            OpenWindow.fx(() -> {
                bench.desk().session().lock();
                return true;
            });
            bench.awaitDialog();
            bench.window.click("person-no");
            OpenWindow.until(() -> state(bench) == State.NOBODY);
            assertEquals(
                    StepName.BENCH,
                    OpenWindow.fx(
                            () -> bench.desk().navigator().currentProperty().get()));
            bench.scan("4714");
            bench.awaitDialog();
            bench.enter(PeopleBench.pin(PeopleBench.DEE));
            OpenWindow.until(() -> bench.desk().session().person().equals(Optional.of(PeopleBench.DEE)));
            assertEquals(0, bench.lines("operator-changed").size());
        }
    }
}
