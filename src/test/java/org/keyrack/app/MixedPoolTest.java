package org.keyrack.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keyrack.app.SlotView.State;
import org.keyrack.journal.RunEvent;
import org.keyrack.journal.RunEvent.AsLost;
import org.keyrack.journal.RunEvent.Exported;
import org.keyrack.protocol.AsKind;
import org.keyrack.reader.Readers;
import org.keyrack.reader.Readers.Subscription;
import org.keyrack.reader.place.PlacedReaders;
import org.keyrack.run.RunSummary;
import org.keyrack.token.TestAs;
import org.keyrack.token.Tokens;
import org.keyrack.token.link.LinkedAs;

/** An AS card and a token load one rack together; either is lost in the middle, and the other goes on. */
@Tag("token")
class MixedPoolTest {
    private static final String PLACE = "pkcs11:as";

    @TempDir
    Path folder;

    private final AtomicReference<LinkedAs> open = new AtomicReference<>();

    @BeforeEach
    void make() throws Exception {
        TestAs.make(Tokens.SOFTHSM, folder);
    }

    private Readers placed(Readers readers) {
        return new PlacedReaders(readers, Map.of(PLACE, () -> {
            LinkedAs as = LinkedAs.open(folder.resolve("as"), AsKind.TOKEN);
            open.set(as);
            return as;
        }));
    }

    /** As somebody who ends the process, or a library that crashes. */
    private void kill() {
        ProcessHandle.of(open.get().pid()).ifPresent(ProcessHandle::destroyForcibly);
    }

    private static Set<AsKind> kinds(Rack rack) {
        return rack.journal.of(Exported.class).stream()
                .map(Exported::asKind)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(AsKind.class)));
    }

    @Test
    void bothExportAndTheLedgerSaysWhichDidWhat() throws Exception {
        try (Rack rack = Rack.of(6, "[]", this::placed)) {
            rack.bench.awaitRead(Duration.ofSeconds(30));
            rack.bench.verifyOperator(PLACE, Tokens.pin());
            RunSummary summary = rack.load();
            rack.assertCounts(summary, 12, 0, 0);
            assertEquals(EnumSet.of(AsKind.CARD, AsKind.TOKEN), kinds(rack));
        }
    }

    /** Which of the two is lost after the third export. */
    enum Lost {
        TOKEN,
        CARD
    }

    @ParameterizedTest
    @EnumSource
    void whenOneIsLostTheOtherGoesOn(Lost lost) throws Exception {
        String faults = lost == Lost.CARD ? "[ { as: 1, command: EXPORTKEY, nth: 2, do: pull, for: 60000 } ]" : "[]";
        try (Rack rack = Rack.of(6, faults, this::placed)) {
            rack.bench.awaitRead(Duration.ofSeconds(30));
            rack.bench.verifyOperator(PLACE, Tokens.pin());
            AtomicInteger seen = new AtomicInteger();
            RunSummary summary = rack.start(rack.plan(), event -> {
                        if (event instanceof RunEvent.KeyStarted && seen.incrementAndGet() == 3 && lost == Lost.TOKEN) {
                            kill();
                        }
                    })
                    .end()
                    .get(60, TimeUnit.SECONDS);
            rack.assertCounts(summary, 12, 0, 0);
            assertEquals(
                    1, rack.events.stream().filter(AsLost.class::isInstance).count());
        }
    }

    @Test
    void anOldCopyOfTheCountersIsFoundAgainstTheLedger() throws Exception {
        Path counters = folder.resolve("as.counters");
        Path old = Files.copy(counters, folder.resolve("old"));
        try (Rack rack = Rack.of(2, "[]", this::placed)) {
            rack.bench.awaitRead(Duration.ofSeconds(30));
            rack.bench.verifyOperator(PLACE, Tokens.pin());
            rack.assertCounts(rack.load(), 4, 0, 0);
            long exported = rack.journal.of(Exported.class).stream()
                    .filter(event -> event.asKind() == AsKind.TOKEN)
                    .count();
            assertTrue(exported > 0);
            kill();
            Files.copy(old, counters, StandardCopyOption.REPLACE_EXISTING);
            rack.bench.readAgain(PLACE);
            SlotView slot =
                    rack.bench.awaitRead(Duration.ofSeconds(30)).slot(PLACE).orElseThrow();
            assertEquals(State.FAILED, slot.state());
            assertTrue(slot.problem().orElseThrow().getMessage().contains("old copy"), slot::toString);
        }
    }

    @Test
    void aTokenThatComesBackIsReadAgainAndTheRunGoesOnWithItsPin() throws Exception {
        try (Rack rack = Rack.of(3, "[ { as: 1, command: EXPORTKEY, nth: 1, do: pull, for: 60000 } ]", this::placed)) {
            rack.bench.awaitRead(Duration.ofSeconds(30));
            rack.bench.verifyOperator(PLACE, Tokens.pin());
            AtomicInteger seen = new AtomicInteger();
            LoadRun load = rack.start(rack.plan(), event -> {
                if (event instanceof RunEvent.KeyStarted && seen.incrementAndGet() == 3) {
                    kill();
                }
            });
            Subscription pins = rack.bench.listen(view -> view.slot(PLACE)
                    .filter(slot -> slot.as().isPresent() && !slot.pinVerified() && load.waitsForAs())
                    .ifPresent(slot -> enter(rack, load)));
            try {
                rack.assertCounts(load.end().get(90, TimeUnit.SECONDS), 6, 0, 0);
            } finally {
                pins.close();
            }
        }
    }

    private static void enter(Rack rack, LoadRun load) {
        try {
            rack.bench.verifyOperator(PLACE, Tokens.pin());
            load.addAs(PLACE);
        } catch (org.keyrack.protocol.apdu.CardFailure failure) {
            throw new AssertionError(failure);
        }
    }
}
