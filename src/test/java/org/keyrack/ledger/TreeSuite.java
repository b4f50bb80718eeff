package org.keyrack.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.keyrack.evidence.Checkpoint;
import org.keyrack.evidence.MerkleTree;
import org.keyrack.evidence.Origin;
import org.keyrack.evidence.SignedNote;
import org.keyrack.evidence.TreeProof;
import org.keyrack.journal.ChainName;
import org.keyrack.protocol.Bytes;

/** The tree over the lines of every ledger, and what its bench signs of it, whatever database it is in. */
abstract class TreeSuite extends LedgerCopySuite {
    private static final ChainName CHAIN = ChainName.first("bench-1");
    /** Some 700 lines: two tiles and a part of one. */
    private static final int MODULES = 80;

    private <T> T look(java.util.function.Function<Handle, T> look) throws Exception {
        Database database = Database.at(settings("bench-1").location());
        try (Handle handle = database.openReader()) {
            return look.apply(handle);
        } finally {
            database.close();
        }
    }

    private List<String> lines(ChainName chain) throws Exception {
        return look(handle -> Chains.lines(handle, chain, 0, 1_000_000));
    }

    private static Bytes root(List<String> lines) {
        MerkleTree tree = new MerkleTree();
        lines.forEach(tree::add);
        return tree.root();
    }

    private BenchKey key() throws LedgerException {
        return BenchKey.at(settings("bench-1").benchKey());
    }

    private Path checkpoints() {
        return settings("bench-1").heads().resolve("bench-1.checkpoints");
    }

    /** The tree as it is stored proves every line, and its root is that of the lines. */
    private void assertBuilt(ChainName chain) throws Exception {
        List<String> lines = lines(chain);
        int size = lines.size();
        look(handle -> {
            StoredTree tree = new StoredTree(handle, chain);
            assertEquals(root(lines), tree.root(size));
            for (int index = 0; index < size; index++) {
                assertTrue(TreeProof.includes(
                        TreeProof.leaf(lines.get(index)), index, size, tree.inclusion(index, size), tree.root(size)));
            }
            assertTrue(TreeProof.consistent(300, tree.root(300), size, tree.root(size), tree.consistency(300, size)));
            assertEquals(TreeTile.whole(0, size), Tiles.wholeOfLines(handle, chain));
            return size;
        });
    }

    private void work() throws Exception {
        try (Ledger ledger = Ledger.open(settings("bench-1"))) {
            runBatch(ledger, ledger.nextBatch(), MODULES, 2);
        }
    }

    /** Opens the ledger and waits until its trees are built. */
    private void openUntilBuilt() throws Exception {
        FollowedWorld world = new FollowedWorld("tree");
        try (Ledger ledger = Ledger.open(settings("bench-1"), problem -> {}, world)) {
            assertTrue(world.ended(), "a thread built what was missing");
            assertEquals(
                    1,
                    ledger.query()
                            .batches(Optional.empty(), PageStart.NEWEST, 9)
                            .batches()
                            .size());
        }
    }

    @Test
    void theEndOfABatchIsSignedAsACheckpointThatStandsOutsideAndInTheDatabase() throws Exception {
        try (Ledger ledger = Ledger.open(settings("bench-1"))) {
            runBatch(ledger, 1, 2, 2);
            List<String> lines = lines(CHAIN);
            List<SignedNote> kept = KeptCheckpoints.read(checkpoints());
            SignedNote last = kept.get(kept.size() - 1);
            Origin origin = Origin.of(lines.get(0), "bench-1");
            Checkpoint signed = Checkpoint.signed(last, key().verifier(origin), List.of());
            assertEquals(new Checkpoint(origin, lines.size(), root(lines)), signed);
            assertEquals(
                    Optional.of(last.encode()), look(handle -> CheckpointTable.newest(handle, CHAIN, lines.size())));
        }
    }

    @Test
    void theTreeGrowsWithTheLinesAndOverStarts() throws Exception {
        work();
        work();
        assertBuilt(CHAIN);
    }

    @Test
    void theTreeOfAnOlderLedgerIsBuiltBesideItsWorkAndSigned() throws Exception {
        work();
        rawly("DELETE FROM tile");
        rawly("DELETE FROM checkpoint");
        Files.delete(checkpoints());
        openUntilBuilt();
        assertBuilt(CHAIN);
        int size = lines(CHAIN).size();
        assertTrue(look(handle -> CheckpointTable.newest(handle, CHAIN, size)).isPresent());
    }

    @Test
    void whatWasBuiltOfATreeIsGoneOnWith() throws Exception {
        work();
        rawly("DELETE FROM tile WHERE number > 0");
        openUntilBuilt();
        assertBuilt(CHAIN);
    }

    @Test
    void aTreeWithAGapIsBuiltAnew() throws Exception {
        work();
        rawly("DELETE FROM tile WHERE number = 0");
        openUntilBuilt();
        assertBuilt(CHAIN);
    }

    @Test
    void tilesThatSayOtherwiseThanTheLinesAreNeverSigned() throws Exception {
        work();
        rawly("UPDATE tile SET root = (SELECT root FROM tile WHERE number = 1) WHERE number = 0");
        openUntilBuilt();
        assertBuilt(CHAIN);
        assertEquals(root(lines(CHAIN)), last().root());
    }

    private Checkpoint last() throws Exception {
        return new KeptCheckpoints(settings("bench-1").heads()).last(CHAIN).orElseThrow();
    }

    @Test
    void linesAfterTheLastCheckpointAreNamedAtTheNextStart() throws Exception {
        work();
        int before = lines(CHAIN).size();
        String kept = Files.readString(checkpoints());
        try (Ledger ledger = Ledger.open(settings("bench-1"))) {
            ledger.commit(List.of(story.batch(2, 1, 1)));
        }
        // As if the program had been killed: it signs when it closes.
        Files.writeString(checkpoints(), kept);
        Ledger.open(settings("bench-1")).close();
        List<String> named = lines(CHAIN).stream()
                .filter(line -> line.contains("\"lines-unsigned\""))
                .toList();
        assertEquals(1, named.size());
        EventLine line = EventLine.parse(named.get(0));
        assertEquals(before + 1, line.number("from"));
        assertEquals(before + 1, line.number("to"));
        Ledger.open(settings("bench-1")).close();
        assertEquals(lines(CHAIN).size(), last().size(), "nothing is left unsigned, and nothing more is named");
    }

    @Test
    void aSmallerTreeThanOneThatWasSignedIsNeverSigned() throws Exception {
        work();
        List<String> lines = new ArrayList<>(lines(CHAIN));
        Origin origin = Origin.of(lines.get(0), "bench-1");
        lines.add("lost");
        Checkpoint larger = new Checkpoint(origin, lines.size(), root(lines));
        SignedNote note = SignedNote.signed(larger.text(), key().verifier(origin), key()::sign);
        new KeptCheckpoints(settings("bench-1").heads()).append("bench-1", note);
        Ledger.open(settings("bench-1")).close();
        assertEquals(larger, last());
        List<ChainName> chains = look(handle -> Chains.of(handle, "bench-1"));
        assertEquals(2, chains.size(), "the bench went on in a new chain");
        assertTrue(new KeptCheckpoints(settings("bench-1").heads())
                .last(chains.get(1))
                .isPresent());
    }

    @Test
    void aCheckpointThatACrashCutOffIsPassedOver() throws Exception {
        work();
        Checkpoint last = last();
        String kept = Files.readString(checkpoints());
        String note = kept.substring(kept.lastIndexOf("\nkeyrack/"));
        for (int length = 1; length < note.length(); length++) {
            String torn = note.substring(0, length);
            if (torn.getBytes(StandardCharsets.UTF_8).length > 0) {
                Files.writeString(checkpoints(), kept + torn);
                assertEquals(last, last());
            }
        }
    }
}
