package org.keyrack.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.Seeded;
import org.keyrack.evidence.Checkpoint;
import org.keyrack.evidence.Example;
import org.keyrack.evidence.GrowthRequest;
import org.keyrack.evidence.LineCertificate;
import org.keyrack.evidence.NoteException;
import org.keyrack.evidence.SignedNote;
import org.keyrack.evidence.WitnessRequest;
import org.keyrack.witness.KeptChain;
import org.keyrack.witness.Witness;
import org.keyrack.witness.WitnessAnswer;
import org.keyrack.witness.WitnessAnswer.Kind;

/** One test for each rule by which a witness cosigns or does not: without the rule its test fails. */
class WitnessRulesTest {
    private static final int FORKS = 1_000;
    private static final int MUTATIONS = 1_000;

    @TempDir
    Path temp;

    private BenchKey key;
    private BenchKey other;
    private WrittenChain chain;
    private List<String> lines;
    private WitnessScene scene;
    private Path memory;

    @BeforeEach
    void aBenchAndAWitness() throws Exception {
        key = BenchKey.at(temp.resolve("bench.key"));
        other = BenchKey.at(temp.resolve("other.key"));
        chain = new WrittenChain("bench-1").add(WrittenChain.genesis(key)).grow(19);
        lines = chain.lines();
        scene = new WitnessScene(temp.resolve("witness"));
        memory = temp;
    }

    /** Where a thousand witnesses are quick: each syncs what it keeps. */
    private void inMemory() throws Exception {
        Path shared = Path.of("/dev/shm");
        memory = Files.isWritable(shared) ? Files.createTempDirectory(shared, "keyrack") : temp;
    }

    @AfterEach
    void removeWhatIsInMemory() throws Exception {
        if (!memory.equals(temp)) {
            try (Stream<Path> all = Files.walk(memory)) {
                for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
    }

    private Kind ask(List<String> asked, int old, int size) throws Exception {
        return scene.kind(WitnessScene.request(asked, old, size, key));
    }

    private KeptChain kept(List<String> of) throws Exception {
        return scene.witness.kept(WitnessScene.origin(of)).orElseThrow();
    }

    private long files(String folder) throws Exception {
        Path where = temp.resolve("witness").resolve(folder);
        if (!Files.exists(where)) {
            return 0;
        }
        try (Stream<Path> all = Files.walk(where)) {
            return all.filter(Files::isRegularFile).count();
        }
    }

    @Test
    void theFirstCheckpointOfABenchIsTakenOnTrustAndNamedAndWhatGrewFromItIsCosigned() throws Exception {
        WitnessAnswer first = scene.ask(WitnessScene.request(lines, 0, 7, key));
        assertEquals(Kind.FIRST, first.kind());
        assertTrue(first.sentence(Locale.ROOT).contains(WitnessScene.origin(lines) + " is seen for the first time"));
        assertEquals(Kind.GROWN, ask(lines, 7, 12));
        assertEquals(Kind.GROWN, ask(lines, 12, 12), "asked again");
        assertEquals(12, kept(lines).size());
    }

    @Test
    void aChainThatWasNeverSeenIsCosignedWithItsFirstLineAlone() throws Exception {
        WitnessRequest whole = WitnessScene.request(lines, 0, 7, key);
        WitnessRequest bare = new WitnessRequest(whole.growth(), Optional.empty(), Optional.empty(), List.of());
        assertEquals(Kind.FIRST_LINE_WANTED, scene.kind(bare));
        List<String> forged = chain.rewritten(1, line -> line.with("publicKey", other.publicKey()))
                .lines();
        WitnessRequest strange = WitnessScene.request(forged, 0, 7, other);
        assertEquals(
                Kind.FIRST_LINE_WANTED,
                scene.kind(new WitnessRequest(whole.growth(), strange.first(), Optional.empty(), List.of())));
        LineCertificate first = whole.first().orElseThrow();
        LineCertificate second =
                new LineCertificate(lines.get(1), 1, WitnessScene.tree(lines).inclusion(1, 7), first.checkpoint());
        assertEquals(
                Kind.FIRST_LINE_WANTED,
                scene.kind(new WitnessRequest(whole.growth(), Optional.of(second), Optional.empty(), List.of())));
        WitnessRequest smaller = WitnessScene.request(lines, 0, 5, key);
        assertEquals(
                Kind.FIRST_LINE_WANTED,
                scene.kind(new WitnessRequest(whole.growth(), smaller.first(), Optional.empty(), List.of())),
                "proven by another checkpoint");
        Checkpoint foreign = new Checkpoint(
                WitnessScene.origin(lines), 7, WitnessScene.tree(forged).root(7));
        SignedNote signed = SignedNote.signed(foreign.text(), other.verifier(foreign.origin()), other::sign);
        LineCertificate ofOther =
                new LineCertificate(forged.get(0), 0, WitnessScene.tree(forged).inclusion(0, 7), signed);
        assertEquals(
                Kind.FIRST_LINE_WANTED,
                scene.kind(new WitnessRequest(
                        new GrowthRequest(0, List.of(), signed), Optional.of(ofOther), Optional.empty(), List.of())),
                "another chain's name");
        List<String> shifted = new ArrayList<>(forged.subList(0, 1));
        shifted.addAll(lines);
        Checkpoint later = new Checkpoint(
                WitnessScene.origin(lines), 7, WitnessScene.tree(shifted).root(7));
        SignedNote laterNote = SignedNote.signed(later.text(), key.verifier(later.origin()), key::sign);
        LineCertificate atSecond =
                new LineCertificate(lines.get(0), 1, WitnessScene.tree(shifted).inclusion(1, 7), laterNote);
        assertEquals(
                Kind.FIRST_LINE_WANTED,
                scene.kind(new WitnessRequest(
                        new GrowthRequest(0, List.of(), laterNote),
                        Optional.of(atSecond),
                        Optional.empty(),
                        List.of())),
                "its first line stands second");
        LineCertificate unproven =
                new LineCertificate(first.line(), 0, WitnessScene.tree(forged).inclusion(0, 7), first.checkpoint());
        assertThrows(
                NoteException.class,
                () -> scene.kind(
                        new WitnessRequest(whole.growth(), Optional.of(unproven), Optional.empty(), List.of())));
        assertEquals(0, files("kept"));
    }

    @Test
    void whatTheBenchDidNotSignIsRefusedAndIsNoFork() throws Exception {
        assertThrows(NoteException.class, () -> scene.kind(WitnessScene.request(lines, 0, 7, other)));
        ask(lines, 0, 7);
        assertThrows(NoteException.class, () -> scene.kind(WitnessScene.request(lines, 7, 12, other)));
        assertEquals(KeptChain.State.OPEN, kept(lines).state());
        assertEquals(0, files("forks"));
    }

    @Test
    void aStaleRequestIsToldTheSizeAndChangesNothing() throws Exception {
        ask(lines, 0, 7);
        WitnessAnswer stale = scene.ask(WitnessScene.request(lines, 5, 12, key));
        assertEquals(Kind.STALE, stale.kind());
        assertEquals("7\n", stale.body());
        assertEquals(Kind.STALE, ask(lines, 0, 12));
        assertEquals(7, kept(lines).size());
        assertEquals(0, files("forks"));
    }

    @Test
    void aWitnessWhoseFolderIsAnOlderCopyIsToldSo() throws Exception {
        ask(lines, 0, 7);
        assertEquals(Kind.FORGOTTEN, ask(lines, 12, 15));
        List<String> unknown = chain.rewritten(1, line -> line.with("at", "2026-11-30T09:00:00.000Z"))
                .lines();
        assertEquals(Kind.FORGOTTEN, ask(unknown, 12, 15));
    }

    private List<String> branch(int from) {
        return chain.rewritten(from, line -> line.with("batch", 99)).lines();
    }

    private void assertStopped(Kind found, Kind wanted) throws Exception {
        assertEquals(wanted, found);
        assertEquals(KeptChain.State.FORKED, kept(lines).state());
        assertEquals(2, files("forks"), "both notes");
        assertEquals(Kind.STOPPED, ask(lines, 12, 15), "nothing is cosigned any more, not even what grew");
    }

    @Test
    void fewerLinesThanWereSeenAreAFork() throws Exception {
        ask(lines, 0, 12);
        WitnessRequest smaller = new WitnessRequest(
                new GrowthRequest(12, List.of(), WitnessScene.note(lines, 7, key)),
                Optional.empty(),
                Optional.empty(),
                List.of());
        assertStopped(scene.kind(smaller), Kind.SMALLER);
    }

    @Test
    void asManyLinesWithAnotherRootAreAFork() throws Exception {
        ask(lines, 0, 12);
        assertStopped(ask(branch(9), 12, 12), Kind.OTHER_ROOT);
    }

    @Test
    void linesThatDidNotGrowFromWhatWasSeenAreAForkAndBothNotesAreKept() throws Exception {
        ask(lines, 0, 12);
        assertStopped(ask(branch(12), 12, 17), Kind.NOT_GROWN);
        Path fork = scene.folder.untold().get(0);
        assertEquals(WitnessScene.note(lines, 12, key), scene.folder.note(fork, "kept"));
        assertEquals(WitnessScene.note(branch(12), 17, key), scene.folder.note(fork, "seen"));
        scene.folder.told(fork);
        assertEquals(List.of(), scene.folder.untold());
    }

    @Test
    void aSupervisorsDecisionLetsAForkedChainGoOnFromWhatHeAccepted() throws Exception {
        assertEquals(Optional.empty(), scene.witness.accept(WitnessScene.origin(lines), WitnessScene.NOW));
        ask(lines, 0, 12);
        List<String> branch = branch(12);
        ask(branch, 12, 17);
        WitnessAnswer accepted = scene.witness
                .accept(WitnessScene.origin(lines), WitnessScene.NOW)
                .orElseThrow();
        assertEquals(Kind.ACCEPTED, accepted.kind());
        assertEquals(Kind.GROWN, ask(branch, 17, 19));
        assertEquals(Kind.NOT_GROWN, ask(lines, 19, 20), "the other branch is the fork now");
    }

    @Test
    void whatIsSeenIsOnTheDiskBeforeItIsCosigned() throws Exception {
        ask(lines, 0, 7);
        long[] atSigning = {0};
        Witness watched = new Witness(
                scene.folder,
                scene.key,
                message -> {
                    try (Stream<Path> all = Files.list(temp.resolve("witness/kept"))) {
                        String file = Files.readString(all.findFirst().orElseThrow());
                        atSigning[0] = file.contains("\n12\n") ? 12 : 7;
                    } catch (java.io.IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                    return scene.sign(message);
                },
                BeginningLine::read);
        watched.answer(WitnessScene.request(lines, 7, 12, key), WitnessScene.NOW);
        assertEquals(12, atSigning[0]);
    }

    @Test
    void aCrashBetweenKeepingAndCosigningCostsAQuestionAndNoMemory() throws Exception {
        ask(lines, 0, 7);
        Witness dying = new Witness(
                scene.folder,
                scene.key,
                message -> {
                    throw new IllegalStateException("the power is gone");
                },
                BeginningLine::read);
        WitnessRequest grown = WitnessScene.request(lines, 7, 12, key);
        assertThrows(IllegalStateException.class, () -> dying.answer(grown, WitnessScene.NOW));
        WitnessAnswer stale = scene.ask(grown);
        assertEquals(Kind.STALE, stale.kind());
        assertEquals("12\n", stale.body());
        assertEquals(Kind.GROWN, ask(lines, 12, 12), "cosigned now");
        assertEquals(Kind.OTHER_ROOT, ask(branch(12), 12, 12));
    }

    @Test
    void aKeyChangesByANoteOfTheOldOneAlone() throws Exception {
        ask(lines, 0, 12);
        WrittenChain handedOver = new WrittenChain("bench-1");
        handedOver.add(WrittenChain.genesis(key)).grow(19);
        String note = WrittenChain.note(handedOver.change(other), key);
        handedOver.handOver(key, other).grow(3);
        List<String> grown = handedOver.lines();
        assertThrows(NoteException.class, () -> scene.kind(WitnessScene.request(grown, 12, 23, other)));
        String thief = WrittenChain.note(handedOver.change(other), other);
        assertThrows(NoteException.class, () -> scene.kind(WitnessScene.request(grown, 12, 23, other, thief)));
        assertEquals(Kind.GROWN, scene.kind(WitnessScene.request(grown, 12, 23, other, note)));
        assertEquals(Kind.GROWN, scene.kind(WitnessScene.request(grown, 23, 24, other, note)), "the note comes again");
        assertThrows(NoteException.class, () -> scene.kind(WitnessScene.request(grown, 24, 24, key)), "the old key");
    }

    @Test
    void theRequestOfTheExampleIsCosignedByAWitnessThatSawItsThreeLines() throws Exception {
        SignedNote three = SignedNote.parse(Example.bytes("checkpoint-3"));
        List<String> example = Example.lines();
        WitnessRequest first = new WitnessRequest(
                new GrowthRequest(0, List.of(), three),
                Optional.of(new LineCertificate(
                        example.get(0), 0, WitnessScene.tree(example).inclusion(0, 3), three)),
                Optional.empty(),
                List.of());
        assertEquals(Kind.FIRST, scene.kind(first));
        byte[] file = Example.bytes("add-checkpoint-3-5");
        WitnessRequest request = WitnessRequest.parse(file);
        assertEquals(Example.text("add-checkpoint-3-5"), request.encode());
        assertEquals(Kind.GROWN, scene.kind(request));
        assertEquals(Example.root(5), kept(example).checkpoint().root());
    }

    @Test
    void aThousandOfAThousandMutationsOfARequestAreNotCosigned() throws Exception {
        inMemory();
        AtomicInteger round = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        byte[] genuine = WitnessScene.request(lines, 5, 12, key).encode().getBytes(StandardCharsets.UTF_8);
        Seeded.repeat(MUTATIONS, random -> {
            byte[] mutated = genuine.clone();
            mutated[random.nextInt(mutated.length)] ^= (byte) (1 << random.nextInt(8));
            WitnessScene fresh = new WitnessScene(memory.resolve("m" + round.incrementAndGet()));
            fresh.ask(WitnessScene.request(lines, 0, 5, key));
            try {
                if (fresh.witness
                        .answer(WitnessRequest.parse(mutated), WitnessScene.NOW)
                        .cosignature()
                        .isEmpty()) {
                    refused.incrementAndGet();
                }
            } catch (NoteException e) {
                refused.incrementAndGet();
            }
        });
        assertEquals(MUTATIONS, refused.get());
    }

    /** The bench's key is the forger's; each proof that he might bring is tried. */
    @Test
    void aThousandOfAThousandForkedHistoriesAreFoundByAWitnessThatSawTheOtherBranch() throws Exception {
        inMemory();
        AtomicInteger round = new AtomicInteger();
        AtomicInteger found = new AtomicInteger();
        Seeded.repeat(FORKS, random -> {
            WitnessScene saw = new WitnessScene(memory.resolve("f" + round.incrementAndGet()));
            int seen = 2 + random.nextInt(lines.size() - 2);
            saw.ask(WitnessScene.request(lines, 0, seen, key));
            int more = seen + random.nextInt(lines.size() - seen);
            saw.ask(WitnessScene.request(lines, seen, more, key));
            // The first line makes a chain another one, which is not this chain's fork.
            List<String> branch = branch(2 + random.nextInt(more - 1));
            int size = 1 + random.nextInt(lines.size());
            WitnessRequest forged = WitnessScene.request(branch, more, size, key);
            if (size > more && random.nextBoolean()) {
                forged = new WitnessRequest(
                        new GrowthRequest(
                                more,
                                WitnessScene.tree(lines).consistency(more, size),
                                forged.growth().checkpoint()),
                        Optional.empty(),
                        Optional.empty(),
                        List.of());
            }
            WitnessAnswer answer = saw.ask(forged);
            if (answer.kind().isFork()
                    && answer.cosignature().isEmpty()
                    && saw.folder.untold().size() == 1) {
                found.incrementAndGet();
            }
        });
        assertEquals(FORKS, found.get());
    }
}
