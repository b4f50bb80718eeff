package org.keyrack.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyrack.journal.ChainName;
import org.keyrack.language.Language;
import org.keyrack.ledger.Verification.Finding;
import org.keyrack.ledger.Verification.Finding.What;

/** One test for each rule of verification: without the rule its test fails. */
class VerificationRulesTest {
    @TempDir
    Path folder;

    private BenchKey key;
    private WrittenChain chain;

    @BeforeEach
    void writeAChain() throws Exception {
        key = BenchKey.at(folder.resolve("bench.key"));
        chain = new WrittenChain("bench-1").add(WrittenChain.genesis(key)).grow(9);
    }

    private Verification verify(List<String> lines, SignedHead... heads) throws Exception {
        Path export = folder.resolve("export.jsonl");
        Files.writeString(export, String.join("\n", lines) + "\n");
        return LedgerVerifier.verifyExport(export, List.of(heads), Optional.empty());
    }

    private SignedHead head(int seq) {
        return key.sign(chain.at(seq));
    }

    private static List<String> found(Verification verification) {
        return verification.findings().stream()
                .map(finding -> finding.what() + " " + finding.seq())
                .toList();
    }

    private static List<String> with(List<String> lines, int seq, String line) {
        List<String> changed = new ArrayList<>(lines);
        changed.set(seq - 1, line);
        return changed;
    }

    @Test
    void aGenuineChainIsSoundAndVouchedForUpToItsLastHead() throws Exception {
        Verification found = verify(chain.lines(), head(4), head(8), head(8));
        assertEquals(List.of(), found.findings());
        assertEquals(List.of(), found.notices());
        assertEquals(List.of(chain.at(8)), found.vouched());
        assertEquals(List.of(chain.at(10)), found.ends());
        assertEquals(10, found.events());
    }

    @Test
    void aChainRewrittenConsistentlyUnderTheGenuineKeyIsFoundAgainstAKeptHead() throws Exception {
        WrittenChain forged = chain.rewritten(5, line -> line.with("batch", 99));
        assertTrue(verify(forged.lines()).sound(), "nothing shows from inside");
        Verification found = verify(forged.lines(), head(3), head(8));
        assertEquals(List.of("HEAD_OF_OTHER_LINES 8"), found(found));
        assertEquals(List.of(chain.at(3)), found.vouched());
    }

    @Test
    void aGapInTheNumbersIsFoundThoughTheHashesFollowOneAnother() throws Exception {
        WrittenChain gap =
                new WrittenChain("bench-1").add(WrittenChain.genesis(key)).grow(3);
        gap.add(8, WrittenChain.line(EventType.UNIT_ENDED));
        assertEquals(List.of("EVENTS_MISSING 8"), found(verify(gap.lines())));
        assertEquals(List.of("5", "7"), verify(gap.lines()).findings().get(0).details());
    }

    @Test
    void aNumberThatComesTwiceIsFoundThoughTheHashesFollowOneAnother() throws Exception {
        WrittenChain twice =
                new WrittenChain("bench-1").add(WrittenChain.genesis(key)).grow(3);
        twice.add(4, WrittenChain.line(EventType.UNIT_ENDED));
        assertEquals(List.of("OUT_OF_ORDER 4"), found(verify(twice.lines())));
    }

    @Test
    void aChangedLineIsFoundAtTheOneAfterIt() throws Exception {
        String changed = chain.lines().get(4).replace("\"batch\":4", "\"batch\":5");
        assertEquals(List.of("DOES_NOT_FOLLOW 6"), found(verify(with(chain.lines(), 5, changed))));
    }

    @Test
    void aFirstLineThatNamesALineBeforeItIsFound() throws Exception {
        String first = chain.lines().get(0).replace(Hash.GENESIS, "1" + Hash.GENESIS.substring(1));
        assertEquals(List.of("BEGINS_NO_CHAIN 1"), found(verify(List.of(first))));
    }

    @Test
    void aBeginningInTheMiddleIsFoundThoughTheHashesFollowOneAnother() throws Exception {
        WrittenChain twice =
                new WrittenChain("bench-1").add(WrittenChain.genesis(key)).grow(3);
        twice.add(WrittenChain.genesis(key)).grow(1);
        assertEquals(List.of("SECOND_BEGINNING 5"), found(verify(twice.lines())));
    }

    @Test
    void aChainWithoutABeginningIsFound() throws Exception {
        WrittenChain without = new WrittenChain("bench-1")
                .add(WrittenChain.bringing(key).with("format", Opening.FORMAT))
                .grow(1);
        assertEquals(List.of("NO_BEGINNING 1"), found(verify(without.lines())));
    }

    @Test
    void anUnknownFormatIsFound() throws Exception {
        WrittenChain other =
                new WrittenChain("bench-1").add(WrittenChain.genesis(key).with("format", "keyrack-ledger-2"));
        assertEquals(List.of("UNKNOWN_FORMAT 1"), found(verify(other.lines())));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-30T08:00:00.000",
                "2026-11-30T08:00:00Z",
                "2026-11-30 08:00:00.000Z",
                "2026-11-30T08:00:00.00aZ",
                "2026-11-30T08:00:00.00/Z",
                "2026-11-30T08:00:00.000ZZ",
                ""
            })
    void aTimeOfAnotherFormIsFound(String at) throws Exception {
        chain.add(WrittenChain.line(EventType.UNIT_ENDED).with("at", at));
        assertEquals(List.of("NO_TIME 11"), found(verify(chain.lines())));
    }

    @Test
    void timesFromTheFirstDigitToTheLastAreTaken() throws Exception {
        chain.add(WrittenChain.line(EventType.UNIT_ENDED).with("at", "9999-99-99T99:99:99.999Z"));
        assertTrue(verify(chain.lines()).sound());
    }

    @Test
    void aLineThatIsNoneAndBytesThatAreNoTextAreFoundByTheLineOfTheExport() throws Exception {
        Verification none = verify(with(chain.lines(), 3, chain.lines().get(2) + " "));
        assertEquals("NO_LINE_OF_EXPORT 0", found(none).get(0));
        assertEquals("3", none.findings().get(0).details().get(0));
        Path export = folder.resolve("broken.jsonl");
        byte[] bytes = (String.join("\n", chain.lines()) + "\n").getBytes(StandardCharsets.UTF_8);
        bytes[5] = (byte) 0xFF;
        Files.write(export, bytes);
        Verification broken = LedgerVerifier.verifyExport(export, List.of(), Optional.empty());
        assertEquals("NO_TEXT 0", found(broken).get(0));
        assertEquals(List.of("1"), broken.findings().get(0).details());
    }

    @Test
    void aLineThatNamesNoBenchOrNoNumberIsFoundByTheLineOfTheExport() throws Exception {
        assertEquals(List.of("NO_LINE_OF_EXPORT 0"), found(verify(List.of("{\"bench\":\"bench-1\"}"))));
        assertEquals(List.of("NO_LINE_OF_EXPORT 0"), found(verify(List.of("{\"seq\":1}"))));
    }

    @Test
    void aRowThatSaysOtherwiseThanTheTableIsFound() {
        for (List<Object> place : List.of(List.<Object>of("bench-2", 1L), List.<Object>of("bench-1", 2L))) {
            VerifierPass pass =
                    new VerifierPass(KeptOutside.of(List.of()), Optional.empty(), Set.of(), new Continuations());
            pass.row(
                    new ChainName((String) place.get(0)),
                    (Long) place.get(1),
                    chain.lines().get(0));
            List<What> what = pass.end().findings().stream().map(Finding::what).toList();
            assertTrue(what.contains(What.SAYS_OTHERWISE), what.toString());
        }
    }

    @Test
    void aRowThatIsNoLineIsFoundAtItsPlace() {
        VerifierPass pass =
                new VerifierPass(KeptOutside.of(List.of()), Optional.empty(), Set.of(), new Continuations());
        pass.row(ChainName.first("bench-1"), 1, chain.lines().get(0));
        pass.row(ChainName.first("bench-1"), 2, "");
        assertEquals(List.of("NO_LINE 2"), found(pass.end()));
        VerifierPass lacking =
                new VerifierPass(KeptOutside.of(List.of()), Optional.empty(), Set.of(), new Continuations());
        lacking.row(ChainName.first("bench-1"), 1, "{\"bench\":\"bench-1\",\"seq\":1}");
        assertEquals(List.of("NO_LINE 1"), found(lacking.end()));
    }

    @Test
    void aCutOffEndIsFoundAgainstALaterHeadAndTheRestIsVouchedFor() throws Exception {
        Verification found = verify(chain.lines().subList(0, 6), head(5), head(9), head(9));
        assertEquals(List.of("CUT_OFF 9"), found(found), "a head that was kept twice is one head");
        assertEquals(List.of("6"), found.findings().get(0).details());
        assertEquals(List.of(chain.at(5)), found.vouched());
    }

    @Test
    void aChainThatIsGoneIsFoundAgainstItsHeadThoughAnotherIsSound() throws Exception {
        WrittenChain other =
                new WrittenChain("bench-2").add(WrittenChain.genesis(key)).grow(2);
        Verification found = verify(other.lines(), head(9), key.sign(other.at(3)));
        assertEquals(List.of("CHAIN_MISSING 9"), found(found));
        assertEquals(List.of(other.at(3)), found.vouched());
        assertEquals(List.of(other.at(3)), found.ends());
    }

    @Test
    void aHeadOfAnotherChainVouchesForThatChainAlone() throws Exception {
        WrittenChain other =
                new WrittenChain("bench-2").add(WrittenChain.genesis(key)).grow(9);
        List<String> both = new ArrayList<>(chain.lines());
        both.addAll(other.lines());
        Verification found = verify(both, key.sign(other.at(8)));
        assertTrue(found.sound(), found.findings().toString());
        assertEquals(List.of(other.at(8)), found.vouched());
    }

    @Test
    void aHeadThatTheBenchDidNotSignIsFound() throws Exception {
        BenchKey stranger = BenchKey.at(folder.resolve("stranger.key"));
        Verification found = verify(chain.lines(), stranger.sign(chain.at(8)));
        assertEquals(List.of("HEAD_NOT_SIGNED 8"), found(found));
        assertEquals(List.of(), found.vouched());
        SignedHead moved = new SignedHead(chain.at(7), head(8).signature());
        assertEquals(List.of("HEAD_NOT_SIGNED 7"), found(verify(chain.lines(), moved)));
    }

    @Test
    void nothingIsVouchedForPastTheFirstFinding() throws Exception {
        String changed = chain.lines().get(4).replace("\"batch\":4", "\"batch\":5");
        Verification found = verify(with(chain.lines(), 5, changed), head(3), head(8));
        assertEquals(List.of("DOES_NOT_FOLLOW 6"), found(found));
        assertEquals(List.of(chain.at(3)), found.vouched());
        Verification first = verify(with(chain.lines(), 5, changed), head(8));
        assertEquals(List.of(), first.vouched());
    }

    @Test
    void nothingIsVouchedForPastALineOfNoChainNorInADamagedDatabase() throws Exception {
        List<String> lines = new ArrayList<>(chain.lines());
        lines.add(4, "?");
        assertEquals(List.of(chain.at(3)), verify(lines, head(3), head(8)).vouched());
        lines.set(4, "\u0000");
        assertEquals(List.of(chain.at(3)), verify(lines, head(3), head(8)).vouched());
        VerifierPass pass =
                new VerifierPass(KeptOutside.of(List.of(head(3))), Optional.empty(), Set.of(), new Continuations());
        for (int i = 0; i < chain.lines().size(); i++) {
            pass.row(ChainName.first("bench-1"), i + 1, chain.lines().get(i));
        }
        pass.damaged("page 7 is missing");
        assertEquals(List.of(), pass.end().vouched());
        assertEquals(List.of("DAMAGED 0"), found(pass.end()));
    }

    @Test
    void aFindingInOneChainLeavesTheOthersVouchedFor() throws Exception {
        WrittenChain other =
                new WrittenChain("bench-2").add(WrittenChain.genesis(key)).grow(2);
        List<String> both = with(chain.lines(), 5, chain.lines().get(5));
        both.addAll(other.lines());
        assertEquals(
                List.of(other.at(3)),
                verify(both, head(8), key.sign(other.at(3))).vouched());
    }

    @Test
    void noMoreThanTheFirstHundredFindingsAreListed() throws Exception {
        List<String> lines = new ArrayList<>(chain.lines());
        for (int i = 0; i < Verification.LIMIT + 5; i++) {
            lines.add("?");
        }
        assertEquals(Verification.LIMIT, verify(lines).findings().size());
    }

    @Test
    void everyFindingHasItsSentenceInEveryLanguage() {
        for (What what : What.values()) {
            Finding finding = new Finding(Optional.of(ChainName.first("bench-1")), 7, what, List.of("8", "9"));
            assertTrue(finding.text().startsWith("Bench bench-1: "), finding.text());
            Set<String> sentences = new HashSet<>();
            for (Language language : Language.values()) {
                String sentence = finding.text(language.locale());
                assertTrue(sentence.contains(" bench-1") && !sentence.contains("{"), sentence);
                assertTrue(sentences.add(sentence), sentence);
            }
        }
    }
}
