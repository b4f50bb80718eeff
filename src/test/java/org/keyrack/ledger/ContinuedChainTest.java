package org.keyrack.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.evidence.MerkleTree;
import org.keyrack.protocol.Bytes;

/** A new chain is held to the lines that its first line says it continues, wherever both are read. */
class ContinuedChainTest {
    private static final String NEXT = "bench-1~20261130T090000000Z";

    @TempDir
    Path folder;

    private BenchKey key;
    private WrittenChain older;

    @BeforeEach
    void aChain() throws Exception {
        key = BenchKey.at(folder.resolve("bench.key"));
        older = new WrittenChain("bench-1").add(WrittenChain.genesis(key)).grow(11);
    }

    private static Bytes root(List<String> lines) {
        MerkleTree tree = new MerkleTree();
        lines.forEach(tree::add);
        return tree.root();
    }

    private WrittenChain next(int end, Bytes root) {
        return new WrittenChain(NEXT)
                .add(WrittenChain.genesis(key)
                        .with(BeginningLine.CONTINUES, older.at(end).toString())
                        .with(BeginningLine.ROOT, Base64.getEncoder().encodeToString(root.toArray())))
                .grow(3);
    }

    private WrittenChain next(int end) {
        return next(end, root(older.lines().subList(0, end)));
    }

    private Verification verify(List<String> first, List<String> second, SignedHead... heads) throws Exception {
        Path export = folder.resolve("export.jsonl");
        Files.writeString(
                export,
                String.join("\n", Stream.concat(first.stream(), second.stream()).toList()) + "\n");
        return LedgerVerifier.verifyExport(export, List.of(heads), Optional.empty());
    }

    private static List<String> found(Verification verification) {
        return verification.findings().stream()
                .map(finding -> finding.chain().orElseThrow() + " " + finding.seq() + " " + finding.what() + " "
                        + String.join(" ", finding.details()))
                .toList();
    }

    @Test
    void aChainThatContinuesWhatIsThereIsSoundInWhateverOrderTheyAreRead() throws Exception {
        List<String> next = next(9).lines();
        assertEquals(List.of(), found(verify(older.lines(), next)));
        assertEquals(List.of(), found(verify(next, older.lines())));
        assertEquals(List.of(), found(verify(next, List.of())), "of a chain that is not here nothing is known");
    }

    @Test
    void aRootOfOtherLinesIsFoundAtTheFirstLineOfTheNewChain() throws Exception {
        List<String> wrong = List.of(NEXT + " 1 CONTINUES_OTHER_LINES bench-1 9");
        List<String> next = next(9, root(older.lines().subList(0, 8))).lines();
        assertEquals(wrong, found(verify(older.lines(), next)));
        assertEquals(wrong, found(verify(next, older.lines())));
    }

    @Test
    void anOlderChainThatWasWrittenAnewOrCutOffIsFound() throws Exception {
        List<String> wrong = List.of(NEXT + " 1 CONTINUES_OTHER_LINES bench-1 9");
        List<String> next = next(9).lines();
        assertEquals(
                wrong,
                found(verify(older.rewritten(5, line -> line.with("batch", 99)).lines(), next)));
        assertEquals(wrong, found(verify(older.lines().subList(0, 8), next)));
    }

    @Test
    void nothingOfAChainThatContinuesOtherLinesIsVouchedFor() throws Exception {
        WrittenChain sound = next(9);
        SignedHead end = key.sign(sound.at(4));
        assertEquals(
                List.of(sound.at(4)), verify(older.lines(), sound.lines(), end).vouched());
        WrittenChain wrong = next(9, root(older.lines().subList(0, 8)));
        assertEquals(
                List.of(),
                verify(older.lines(), wrong.lines(), key.sign(wrong.at(4))).vouched());
    }
}
