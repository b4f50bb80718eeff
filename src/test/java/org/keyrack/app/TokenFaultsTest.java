package org.keyrack.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyrack.RackHead;
import org.keyrack.journal.KeyClass;
import org.keyrack.journal.OpenDownload;
import org.keyrack.journal.RunEvent;
import org.keyrack.journal.RunEvent.AsLost;
import org.keyrack.journal.RunEvent.KeyStarted;
import org.keyrack.language.Languages;
import org.keyrack.launch.BenchWorld;
import org.keyrack.plan.Plan;
import org.keyrack.plan.ProfileFile;
import org.keyrack.protocol.AsKind;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.protocol.apdu.LinkFailure;
import org.keyrack.protocol.apdu.PinFailure;
import org.keyrack.reader.Readers.Subscription;
import org.keyrack.reader.place.PlacedReaders;
import org.keyrack.reader.sim.RackFile;
import org.keyrack.reader.sim.VirtualBench;
import org.keyrack.run.RunSummary;
import org.keyrack.token.FaultyToken;
import org.keyrack.token.TestAs;
import org.keyrack.token.Tokens;
import org.keyrack.token.link.LinkedAs;

/**
 * What goes wrong with the only AS of a run, a token: the run waits, says why, and goes on once the token is back and its PIN is
 * entered; the ledger leaves nothing open.
 */
@Tag("token")
class TokenFaultsTest {
    private static final String PLACE = "pkcs11:as";
    private static final int MODULES = 3;
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(2);

    @TempDir
    Path folder;

    private final AtomicReference<LinkedAs> open = new AtomicReference<>();
    private VirtualBench cards;
    private OpenLedger ledger;
    private Bench bench;

    @BeforeEach
    void rack() throws Exception {
        Languages.show(Locale.ENGLISH);
        String yaml = RackHead.SET + RackHead.AS + "units: { count: " + MODULES
                + ", firstSerial: \"0011223344556677\", " + Rack.LOCATIONS + " }\ntiming: none\n";
        cards = VirtualBench.start(
                RackFile.parse(yaml.getBytes(StandardCharsets.UTF_8), "test", Path.of(".")), Duration.ofSeconds(2));
        ledger = BenchWorld.ledgers().throwaway(folder);
    }

    @AfterEach
    void close() {
        if (bench != null) {
            bench.close();
        }
        cards.close();
        ledger.close();
    }

    /** Opens the bench with the AS of a file in front, and enters the token's PIN alone. */
    private LoadRun start(Path file, Consumer<RunEvent> listener) throws Exception {
        bench = new Bench(
                new PlacedReaders(cards.readers(), Map.of(PLACE, () -> {
                    LinkedAs as = LinkedAs.open(file, AsKind.TOKEN, ANSWER_LIMIT);
                    open.set(as);
                    return as;
                })),
                ledger,
                ledger);
        bench.awaitRead(Duration.ofSeconds(30));
        bench.verifyOperator(PLACE, Tokens.pin());
        Batches batches = new Batches(bench, ledger);
        Plan plan =
                batches.plan(ProfileFile.parse("{name: Test, load: auto}".getBytes(StandardCharsets.UTF_8), "test"));
        assertEquals(2 * MODULES, plan.keys());
        return batches.start(plan, new Batches.Options("tester", false), listener);
    }

    /** Begins something with the third key; gives why the AS was lost then. */
    private static Consumer<RunEvent> thirdKey(Runnable begins, BlockingQueue<String> lost) {
        AtomicInteger keys = new AtomicInteger();
        return event -> {
            if (event instanceof KeyStarted && keys.incrementAndGet() == 3) {
                begins.run();
            } else if (event instanceof AsLost as) {
                lost.add(as.why().orElse("nothing is said"));
            }
        };
    }

    private void await(Predicate<SlotView> wanted) throws Exception {
        CompletableFuture<SlotView> there = new CompletableFuture<>();
        Subscription subscription =
                bench.listen(view -> view.slot(PLACE).filter(wanted).ifPresent(there::complete));
        try {
            there.get(30, TimeUnit.SECONDS);
        } finally {
            subscription.close();
        }
    }

    private void goesOn(LoadRun load) throws Exception {
        await(slot -> slot.as().isPresent() && !slot.pinVerified());
        assertTrue(load.waitsForAs());
        // Two: SoftHSM says that a wrong one was entered, and not how many are left.
        assertEquals(
                2,
                assertThrows(PinFailure.class, () -> bench.verifyOperator(PLACE, "0000".toCharArray()))
                        .triesLeft());
        await(slot -> slot.as().isPresent() && !slot.pinVerified());
        bench.verifyOperator(PLACE, Tokens.pin());
        load.addAs(PLACE);
        RunSummary summary = load.end().get(60, TimeUnit.SECONDS);
        assertEquals(2 * MODULES, summary.of(KeyClass.LOADED));
        for (int module = 0; module < MODULES; module++) {
            SerialNumber sn = SerialNumber.parse(String.format(Locale.ROOT, "%016X", 0x0011223344556677L + module));
            assertEquals(List.<OpenDownload>of(), ledger.openDownloads(sn));
        }
        long counted = bench.as(PLACE).session().identity().ctr();
        assertTrue(
                ledger.highestCtr(org.keyrack.protocol.Bytes.ofHex("a5000001")).orElseThrow() <= counted,
                "the token has counted every export that the ledger knows");
    }

    @ParameterizedTest
    @CsvSource({
        "crash, The process that holds the AS has ended: its library crashed",
        "hang, The token has not answered for 2 seconds. Check its connection",
        "gone, 'The token was taken out, or its connection broke'"
    })
    void theRunSaysWhyAndGoesOnWhenTheTokenIsWhole(String fault, String sentence) throws Exception {
        Optional<FaultyToken> token = FaultyToken.in(folder);
        assumeTrue(token.isPresent(), "needs a C compiler");
        Path file = TestAs.make(token.map(FaultyToken::address), folder);
        BlockingQueue<String> lost = new ArrayBlockingQueue<>(10);
        LoadRun load = start(file, thirdKey(() -> token.get().begin(fault), lost));
        String why = lost.poll(30, TimeUnit.SECONDS);
        assertTrue(why != null && why.startsWith(sentence), () -> "said: " + why);
        if (fault.equals("gone")) {
            await(slot -> slot.problem()
                    .filter(problem -> problem.getMessage().startsWith("The token KeyRack is not there. Plug it in"))
                    .isPresent());
        } else {
            // It is read again; with the fault still there its PIN is of no use.
            await(slot -> slot.as().isPresent() && !slot.pinVerified());
            LinkFailure failure = assertThrows(LinkFailure.class, () -> bench.verifyOperator(PLACE, Tokens.pin()));
            assertTrue(failure.getMessage().startsWith(sentence), failure::getMessage);
        }
        token.get().end();
        goesOn(load);
    }

    @Test
    void aHelperThatIsStoppedIsEndedAndItsWorkDoneByAnother() throws Exception {
        Path file = TestAs.make(Tokens.SOFTHSM, folder);
        BlockingQueue<String> lost = new ArrayBlockingQueue<>(10);
        AtomicReference<ProcessHandle> stopped = new AtomicReference<>();
        LoadRun load = start(
                file,
                thirdKey(
                        () -> {
                            stopped.set(ProcessHandle.of(open.get().pid()).orElseThrow());
                            stop(stopped.get());
                        },
                        lost));
        String why = lost.poll(30, TimeUnit.SECONDS);
        assertTrue(why != null && why.startsWith("The token has not answered for 2 seconds"), () -> "said: " + why);
        stopped.get().onExit().get(30, TimeUnit.SECONDS);
        goesOn(load);
    }

    private static void stop(ProcessHandle process) {
        try {
            assertEquals(
                    0,
                    new ProcessBuilder("kill", "-STOP", String.valueOf(process.pid()))
                            .inheritIO()
                            .start()
                            .waitFor());
        } catch (java.io.IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aLockedTokenSaysWhoCanHelp() throws Exception {
        Optional<FaultyToken> token = FaultyToken.in(folder);
        assumeTrue(token.isPresent(), "needs a C compiler");
        Path file = TestAs.make(token.map(FaultyToken::address), folder);
        BlockingQueue<String> lost = new ArrayBlockingQueue<>(10);
        LoadRun load = start(
                file,
                thirdKey(() -> ProcessHandle.of(open.get().pid()).ifPresent(ProcessHandle::destroyForcibly), lost));
        assertTrue(lost.poll(30, TimeUnit.SECONDS) != null);
        token.get().begin("locked");
        await(slot -> slot.as().isPresent() && !slot.pinVerified());
        assertEquals(
                0,
                assertThrows(PinFailure.class, () -> bench.verifyOperator(PLACE, Tokens.pin()))
                        .triesLeft());
        await(slot ->
                slot.as().filter(as -> as.identity().operatorTriesLeft() == 0).isPresent());
        token.get().end();
        bench.readAgain(PLACE);
        await(slot ->
                slot.as().filter(as -> as.identity().operatorTriesLeft() > 0).isPresent());
        goesOn(load);
    }
}
