package org.keyrack.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import javafx.application.Platform;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keyrack.Eventually;
import org.keyrack.ui.kit.UiUpdates;
import org.keyrack.ui.shell.PulseMonitor;

/** What is measured and folded on the JavaFX thread. */
@Tag("window")
class FxThreadTest {
    private static final Duration LONG = Duration.ofMillis(100);

    @Test
    void theLongestStallIsFound() throws Exception {
        OpenWindow.started(Object::new);
        try (PulseMonitor monitor = new PulseMonitor()) {
            OpenWindow.until(() -> monitor.knocks() > 5);
            CountDownLatch held = new CountDownLatch(1);
            CountDownLatch over = new CountDownLatch(1);
            Platform.runLater(() -> {
                held.countDown();
                await(over);
            });
            held.await();
            monitor.reset();
            Eventually.holds("a stall is measured while it lasts", () -> LONG.compareTo(monitor.longestStall()) <= 0);
            over.countDown();
            OpenWindow.until(() -> monitor.knocks() > 1);
            Duration stall = monitor.longestStall();
            assertTrue(stall.compareTo(LONG) >= 0, "measured " + stall);
        }
    }

    @Test
    void updatesOfOneFrameAreFoldedAndTheLastOneCounts() throws Exception {
        OpenWindow.started(Object::new);
        UiUpdates updates = new UiUpdates();
        List<Integer> shown = new ArrayList<>();
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch posted = new CountDownLatch(1);
        Platform.runLater(() -> {
            held.countDown();
            await(posted);
        });
        held.await();
        for (int i = 1; i <= 1000; i++) {
            int value = i;
            updates.post("tile", () -> shown.add(value));
        }
        updates.post("other", () -> shown.add(-1));
        posted.countDown();
        OpenWindow.until(() -> shown.size() == 2);
        assertEquals(List.of(1000, -1), shown);
        assertEquals(1001, updates.posted());
        assertEquals(2, updates.ran());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
