package org.keyrack.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.evidence.WitnessRequest;
import org.keyrack.witness.KeptChain;
import org.keyrack.witness.WitnessAnswer;
import org.keyrack.witness.WitnessAnswer.Kind;

/** A chain that begins anew is no way around what a witness saw of the one before. */
class WitnessedNewChainTest {
    @TempDir
    Path temp;

    private BenchKey key;
    private BenchKey other;
    private WrittenChain chain;
    private List<String> lines;
    private WitnessScene scene;

    @BeforeEach
    void aBenchAndAWitness() throws Exception {
        key = BenchKey.at(temp.resolve("bench.key"));
        other = BenchKey.at(temp.resolve("other.key"));
        chain = new WrittenChain("bench-1").add(WrittenChain.genesis(key)).grow(19);
        lines = chain.lines();
        scene = new WitnessScene(temp.resolve("witness"));
    }

    private List<String> branch(int from) {
        return chain.rewritten(from, line -> line.with("batch", 99)).lines();
    }

    private Kind ask(List<String> asked, int old, int size) throws Exception {
        return scene.kind(WitnessScene.request(asked, old, size, key));
    }

    private KeptChain kept(List<String> of) throws Exception {
        return scene.witness.kept(WitnessScene.origin(of)).orElseThrow();
    }

    private List<String> next(int end, boolean withRoot) {
        EventLine first = WrittenChain.genesis(key)
                .with(BeginningLine.CONTINUES, chain.at(end).toString());
        if (withRoot) {
            byte[] root = WitnessScene.tree(lines).root(end).toArray();
            first.with(BeginningLine.ROOT, Base64.getEncoder().encodeToString(root));
        }
        return new WrittenChain("bench-1~20261130T090000000Z")
                .add(first)
                .grow(5)
                .lines();
    }

    @Test
    void aNewChainInWhichNothingIsLostGoesOn() throws Exception {
        ask(lines, 0, 12);
        assertEquals(Kind.CONTINUES, ask(next(12, true), 0, 3));
        assertEquals(KeptChain.State.CONTINUED, kept(lines).state());
        assertEquals(Kind.ENDED, ask(lines, 12, 15), "the old one grows no more");
        assertEquals(Kind.GROWN, ask(next(12, true), 3, 5));
    }

    @Test
    void aNewChainAfterMoreLinesThanWereSeenProvesThatTheOldOneGrew() throws Exception {
        ask(lines, 0, 12);
        List<String> next = next(15, true);
        WitnessRequest bare = WitnessScene.request(next, 0, 3, key);
        WitnessAnswer wanted = scene.ask(bare);
        assertEquals(Kind.CONTINUED_WANTED, wanted.kind());
        assertEquals("12\n", wanted.body());
        assertEquals(
                Kind.CONTINUED_WANTED,
                scene.kind(WitnessScene.continuing(bare, lines, 9, 15)),
                "a proof from another size accuses nobody");
        assertEquals(Kind.REWRITTEN, scene.kind(WitnessScene.continuing(bare, branch(9), 12, 15)));
        assertEquals(Kind.CONTINUES, scene.kind(WitnessScene.continuing(bare, lines, 12, 15)));
    }

    @Test
    void aNewChainThatLostLinesNamesThemAndWaitsForASupervisor() throws Exception {
        ask(lines, 0, 12);
        List<String> next = next(9, true);
        WitnessAnswer lost = scene.ask(WitnessScene.request(next, 0, 3, key));
        assertEquals(Kind.LINES_LOST, lost.kind());
        assertTrue(lost.sentence(Locale.ROOT).startsWith("bench-1 lost lines 10 to 12 of"), lost.sentence(Locale.ROOT));
        assertTrue(lost.sentence(Locale.ROOT).contains("seen on 2026-11-30T08:00:00Z"));
        assertEquals(Kind.LINES_LOST, ask(next, 0, 4), "and still waits");
        assertEquals(
                Kind.ACCEPTED,
                scene.witness
                        .accept(WitnessScene.origin(next), WitnessScene.NOW)
                        .orElseThrow()
                        .kind());
        assertEquals(Kind.GROWN, ask(next, 4, 6));
        assertEquals(Kind.ENDED, ask(lines, 12, 15));
    }

    @Test
    void aChainThatDoesNotSayWhatItContinuesEscapesNobody() throws Exception {
        ask(lines, 0, 12);
        List<String> anew = new WrittenChain("bench-1~20261130T090000000Z")
                .add(WrittenChain.genesis(key))
                .grow(5)
                .lines();
        assertEquals(Kind.LINES_LOST, ask(anew, 0, 3));
        List<String> renamed = new WrittenChain("bench-2")
                .add(WrittenChain.genesis(key))
                .grow(5)
                .lines();
        assertEquals(Kind.LINES_LOST, ask(renamed, 0, 3), "the key is known under another name");
        List<String> otherKey = new WrittenChain("bench-1~20261130T090000001Z")
                .add(WrittenChain.genesis(other))
                .grow(5)
                .lines();
        assertEquals(
                Kind.LINES_LOST,
                scene.kind(WitnessScene.request(otherKey, 0, 3, other)),
                "the name is known under another key");
        List<String> stranger = new WrittenChain("bench-3")
                .add(WrittenChain.genesis(other))
                .grow(5)
                .lines();
        assertEquals(Kind.FIRST, scene.kind(WitnessScene.request(stranger, 0, 3, other)));
    }

    @Test
    void aNewChainOfAnOlderProgramOrAfterOtherLinesWaitsForASupervisor() throws Exception {
        ask(lines, 0, 12);
        assertEquals(Kind.UNPROVEN, ask(next(15, false), 0, 3));
        List<String> branch = branch(9);
        EventLine first = WrittenChain.genesis(key)
                .with(BeginningLine.CONTINUES, chain.at(12).toString())
                .with(
                        BeginningLine.ROOT,
                        Base64.getEncoder()
                                .encodeToString(
                                        WitnessScene.tree(branch).root(12).toArray()));
        List<String> restarted = new WrittenChain("bench-1~20261130T090000000Z")
                .add(first)
                .grow(5)
                .lines();
        assertEquals(Kind.REWRITTEN, ask(restarted, 0, 3), "a thief of the key does not escape by restarting");
    }

    /** A chain of the past is no way around the one that followed it. */
    @Test
    void aNewChainThatPassesOverTheNewestOneHasLostIt() throws Exception {
        ask(lines, 0, 12);
        ask(next(12, true), 0, 5);
        EventLine first = WrittenChain.genesis(key)
                .with(BeginningLine.CONTINUES, chain.at(15).toString())
                .with(
                        BeginningLine.ROOT,
                        Base64.getEncoder()
                                .encodeToString(
                                        WitnessScene.tree(lines).root(15).toArray()));
        List<String> third = new WrittenChain("bench-1~20261130T100000000Z")
                .add(first)
                .grow(5)
                .lines();
        assertEquals(
                Kind.LINES_LOST,
                scene.kind(WitnessScene.continuing(WitnessScene.request(third, 0, 3, key), lines, 12, 15)));
    }
}
