package org.keyrack.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.evidence.Checkpoint;
import org.keyrack.evidence.Example;
import org.keyrack.evidence.MerkleTree;
import org.keyrack.evidence.Origin;
import org.keyrack.evidence.SignedNote;
import org.keyrack.ledger.KeptOutside.SignedCheckpoint;

/** One test for each rule by which checkpoints kept outside are compared with a chain: without the rule its test fails. */
class CheckpointRulesTest {
    @TempDir
    Path folder;

    private BenchKey key;
    private BenchKey other;
    private WrittenChain chain;

    @BeforeEach
    void writeAChain() throws Exception {
        key = BenchKey.at(folder.resolve("bench.key"));
        other = BenchKey.at(folder.resolve("other.key"));
        chain = new WrittenChain("bench-1").add(WrittenChain.genesis(key)).grow(9);
    }

    private Verification verify(WrittenChain lines, Optional<BenchKey> given, SignedCheckpoint... checkpoints)
            throws Exception {
        Path export = folder.resolve("export.jsonl");
        Files.writeString(export, String.join("\n", lines.lines()) + "\n");
        return LedgerVerifier.verifyExport(
                export, new KeptOutside(List.of(), List.of(checkpoints)), given.map(BenchKey::publicKey));
    }

    private static SignedCheckpoint at(WrittenChain chain, int size, BenchKey signer) {
        MerkleTree tree = new MerkleTree();
        chain.lines().subList(0, size).forEach(tree::add);
        Origin origin = Origin.of(chain.lines().get(0), "bench-1");
        Checkpoint checkpoint = new Checkpoint(origin, size, tree.root());
        return new SignedCheckpoint(
                checkpoint, SignedNote.signed(checkpoint.text(), signer.verifier(origin), signer::sign));
    }

    private static List<String> found(Verification verification) {
        return verification.findings().stream()
                .map(finding -> finding.what() + " " + finding.seq())
                .toList();
    }

    @Test
    void aGenuineChainIsVouchedForUpToItsLastCheckpoint() throws Exception {
        Verification found = verify(chain, Optional.empty(), at(chain, 3, key), at(chain, 7, key));
        assertEquals(List.of(), found(found));
        assertEquals(List.of(chain.at(7)), found.vouched());
    }

    @Test
    void linesThatWereWrittenAnewAreFound() throws Exception {
        WrittenChain rewritten = chain.rewritten(5, line -> line.with("batch", 99));
        Verification found = verify(rewritten, Optional.empty(), at(chain, 4, key), at(chain, 7, key));
        assertEquals(List.of("CHECKPOINT_OF_OTHER_LINES 7"), found(found));
        assertEquals(List.of(rewritten.at(4)), found.vouched());
    }

    @Test
    void aChainOfAnotherFirstLineIsAnotherChain() throws Exception {
        WrittenChain rewritten = chain.rewritten(1, line -> line.with("at", "2026-11-30T08:00:01.000Z"));
        assertEquals(
                List.of("CHECKPOINT_OF_OTHER_LINES 7"), found(verify(rewritten, Optional.empty(), at(chain, 7, key))));
    }

    @Test
    void aCheckpointThatTheBenchDidNotSignVouchesForNothing() throws Exception {
        Verification found = verify(chain, Optional.empty(), at(chain, 7, other));
        assertEquals(List.of("CHECKPOINT_NOT_SIGNED 7"), found(found));
        assertEquals(List.of(), found.vouched());
    }

    @Test
    void anEndThatIsCutOffIsFound() throws Exception {
        WrittenChain whole =
                new WrittenChain("bench-1").add(WrittenChain.genesis(key)).grow(19);
        assertEquals(List.of("CUT_OFF 15"), found(verify(chain, Optional.empty(), at(whole, 15, key))));
    }

    @Test
    void aCheckpointOfAKeyThatIsNotTheGivenOneIsFound() throws Exception {
        Verification found = verify(chain, Optional.of(other), at(chain, 7, key));
        assertEquals(List.of("CHECKPOINT_NOT_SIGNED 7"), found(found));
        assertEquals(List.of(), found.vouched());
    }

    @Test
    void theCheckpointsOfTheExampleVouchForItsLines() throws Exception {
        Path resources = Path.of("src/test/resources/evidence");
        List<SignedCheckpoint> kept = List.of(
                SignedCheckpoint.read(resources.resolve("checkpoint-3")).get(0),
                SignedCheckpoint.read(resources.resolve("checkpoint-5")).get(0));
        Verification found = LedgerVerifier.verifyExport(
                resources.resolve("export.jsonl"), new KeptOutside(List.of(), kept), Optional.empty());
        assertEquals(List.of(), found(found));
        assertEquals(5, found.vouched().get(0).seq());
        assertEquals(Example.root(5), kept.get(1).checkpoint().root());
    }
}
