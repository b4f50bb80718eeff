package org.keyrack.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.evidence.Example;
import org.keyrack.evidence.KeyChange;
import org.keyrack.journal.ChainName;
import org.keyrack.ledger.Verification.SigningKey;

/** A bench's key changes by the old key's signature and in no other way. */
class KeyChangeRulesTest {
    @TempDir
    Path folder;

    private BenchKey first;
    private BenchKey second;
    private BenchKey stranger;

    @BeforeEach
    void makeKeys() throws Exception {
        first = BenchKey.at(folder.resolve("first.key"));
        second = BenchKey.at(folder.resolve("second.key"));
        stranger = BenchKey.at(folder.resolve("stranger.key"));
    }

    private WrittenChain chain(String name) {
        return new WrittenChain(name).add(WrittenChain.genesis(first)).grow(4);
    }

    /** As an older program wrote it. */
    private WrittenChain oldChain() {
        return new WrittenChain("bench-1").add(WrittenChain.oldGenesis(first)).grow(4);
    }

    private Verification verify(WrittenChain chain, Optional<BenchKey> given, SignedHead... heads) throws Exception {
        Path export = folder.resolve("export.jsonl");
        Files.writeString(export, String.join("\n", chain.lines()) + "\n");
        return LedgerVerifier.verifyExport(export, List.of(heads), given.map(BenchKey::publicKey));
    }

    private static List<String> found(Verification verification) {
        return verification.findings().stream()
                .map(finding -> finding.what() + " " + finding.seq())
                .toList();
    }

    /** The line that brings the second key by a note of that text and signer, and lines after it. */
    private WrittenChain changedBy(KeyChange change, BenchKey signer) {
        String note = WrittenChain.note(change, signer);
        return chain("bench-1")
                .add(WrittenChain.bringing(second).with(KeyChangeLine.NOTE, note))
                .grow(3);
    }

    private void assertRefused(String what, WrittenChain chain) throws Exception {
        Verification found = verify(chain, Optional.empty(), first.sign(chain.at(4)), second.sign(chain.at(8)));
        assertEquals(List.of(what + " 6", "HEAD_NOT_SIGNED 8"), found(found));
        assertEquals(List.of(chain.at(4)), found.vouched());
        assertEquals(1, found.keys().size(), "the key that was refused is none of the chain's");
    }

    @Test
    void aKeyThatTheOldOneSignedVouchesFromThenOn() throws Exception {
        WrittenChain chain = chain("bench-1").handOver(first, second).grow(3);
        SignedHead before = first.sign(chain.at(4));
        SignedHead after = second.sign(chain.at(8));
        Verification found = verify(chain, Optional.empty(), before, after);
        assertEquals(List.of(), found(found));
        assertEquals(List.of(), found.notices());
        assertEquals(List.of(chain.at(8)), found.vouched());
        Verification late = verify(chain, Optional.empty(), first.sign(chain.at(8)));
        assertEquals(List.of("HEAD_NOT_SIGNED 8"), found(late));
    }

    @Test
    void twoChangesFollowOneAnother() throws Exception {
        WrittenChain chain = chain("bench-1")
                .handOver(first, second)
                .grow(2)
                .handOver(second, stranger)
                .grow(2);
        Verification found = verify(chain, Optional.of(first), stranger.sign(chain.at(11)));
        assertEquals(List.of(), found(found));
        assertEquals(List.of(chain.at(11)), found.vouched());
        assertEquals(
                List.of(true, true, true),
                found.keys().stream().map(SigningKey::proven).toList());
        assertEquals(
                List.of(1L, 6L, 9L), found.keys().stream().map(SigningKey::from).toList());
    }

    @Test
    void aKeyOfAStrangerWithoutANoteIsFoundAndHisHeadVouchesForNothing() throws Exception {
        WrittenChain chain = chain("bench-1").add(WrittenChain.bringing(second)).grow(3);
        assertRefused("KEY_NOT_SIGNED", chain);
    }

    @Test
    void aKeyInALineOfAnotherTypeIsFoundAndSignsNothing() throws Exception {
        WrittenChain chain = chain("bench-1")
                .add(WrittenChain.line(EventType.UNIT_ENDED).with("publicKey", second.publicKey()))
                .grow(3);
        assertRefused("KEY_WHERE_NONE_BELONGS", chain);
        WrittenChain listed = chain("bench-1")
                .add(WrittenChain.line(EventType.UNIT_ENDED).with("publicKey", List.of(second.publicKey())));
        assertEquals(List.of("KEY_WHERE_NONE_BELONGS 6"), found(verify(listed, Optional.empty())));
    }

    @Test
    void aNoteThatANewKeySignsForItselfIsFound() throws Exception {
        assertRefused("KEY_NOTE_REFUSED", changedBy(chain("bench-1").change(second), second));
        assertRefused("KEY_NOTE_REFUSED", changedBy(chain("bench-1").change(second), stranger));
    }

    @Test
    void aNoteThatIsNoneIsFound() throws Exception {
        WrittenChain chain = chain("bench-1")
                .add(WrittenChain.bringing(second).with(KeyChangeLine.NOTE, "signed, the old key"))
                .grow(3);
        assertRefused("KEY_NOTE_REFUSED", chain);
        WrittenChain listed = chain("bench-1")
                .add(WrittenChain.bringing(second).with(KeyChangeLine.NOTE, List.of("a", "b")))
                .grow(3);
        assertRefused("KEY_NOTE_REFUSED", listed);
    }

    @Test
    void aNoteOfAnotherChainIsFound() throws Exception {
        assertRefused("KEY_NOTE_OF_ANOTHER_CHAIN", changedBy(chain("bench-2").change(second), first));
    }

    @Test
    void aNoteForOtherLinesIsFound() throws Exception {
        KeyChange right = chain("bench-1").change(second);
        KeyChange shorter = new KeyChange(right.chain(), 4, right.root(), right.newKey());
        assertRefused("KEY_NOTE_OF_OTHER_LINES", changedBy(shorter, first));
        WrittenChain other = chain("bench-1").rewritten(3, line -> line.with("batch", 99));
        KeyChange ofOther = new KeyChange(right.chain(), 5, other.change(second).root(), right.newKey());
        assertRefused("KEY_NOTE_OF_OTHER_LINES", changedBy(ofOther, first));
    }

    @Test
    void aLineThatBringsAnotherKeyThanItsNoteIsFound() throws Exception {
        assertRefused("KEY_NOTE_OF_ANOTHER_KEY", changedBy(chain("bench-1").change(stranger), first));
    }

    @Test
    void aKeyThatIsNoneIsFound() throws Exception {
        WrittenChain chain =
                chain("bench-1").add(WrittenChain.line(EventType.BENCH_KEY)).grow(3);
        assertRefused("NO_KEY", chain);
        WrittenChain rubbish = new WrittenChain("bench-1")
                .add(WrittenChain.genesis(first).with("publicKey", "rubbish"))
                .grow(1);
        assertEquals(List.of("NO_KEY 1"), found(verify(rubbish, Optional.empty())));
        // Who can sign has no key here: a note has nobody who could have signed it.
        WrittenChain orphan = new WrittenChain("bench-1")
                .add(WrittenChain.genesis(first).with("publicKey", "rubbish"))
                .handOver(first, second);
        assertEquals(List.of("NO_KEY 1", "KEY_NOTE_OF_ANOTHER_CHAIN 2"), found(verify(orphan, Optional.empty())));
    }

    @Test
    void aChangeThatAnOlderProgramDidNotSignIsANoticeAndVouchesForNothing() throws Exception {
        WrittenChain chain = oldChain().add(WrittenChain.bringing(second)).grow(3);
        SignedHead before = first.sign(chain.at(4));
        SignedHead after = second.sign(chain.at(8));
        Verification found = verify(chain, Optional.empty(), before, after);
        assertEquals(List.of(), found(found));
        assertEquals(1, found.notices().size());
        assertEquals(6, found.notices().get(0).seq());
        assertEquals(List.of(chain.at(4)), found.vouched());

        Verification given = verify(chain, Optional.of(second), before, after);
        assertEquals(List.of(), found(given));
        assertEquals(List.of(chain.at(8)), given.vouched());
        assertEquals(
                List.of(false, true),
                given.keys().stream().map(SigningKey::proven).toList());

        Verification old = verify(chain, Optional.of(first), before, after);
        assertEquals(List.of("HEAD_NOT_SIGNED 8"), found(old), "the key that was given did not lead to the new one");
        assertEquals(List.of(chain.at(4)), old.vouched());
    }

    @Test
    void aChangeWithoutANoteAfterASignedOneIsFoundInAnOldChainToo() throws Exception {
        WrittenChain chain = oldChain()
                .handOver(first, second)
                .add(WrittenChain.bringing(stranger))
                .grow(1);
        assertEquals(List.of("KEY_NOT_SIGNED 7"), found(verify(chain, Optional.empty())));
    }

    @Test
    void aHeadUnderAnUnsignedKeyIsStillComparedWithItsLine() throws Exception {
        WrittenChain chain = oldChain().add(WrittenChain.bringing(second)).grow(3);
        SignedHead kept = second.sign(chain.at(8));
        WrittenChain forged = chain.rewritten(7, line -> line.with("batch", 99));
        assertEquals(List.of("HEAD_OF_OTHER_LINES 8"), found(verify(forged, Optional.empty(), kept)));
    }

    @Test
    void withAGivenKeyTheHeadsOfEveryOtherBenchAreNotSigned() throws Exception {
        WrittenChain chain = chain("bench-1");
        Verification found = verify(chain, Optional.of(stranger), first.sign(chain.at(5)));
        assertEquals(List.of("HEAD_NOT_SIGNED 5"), found(found));
        assertEquals(List.of(), found.vouched());
        assertFalse(found.keys().get(0).proven());
    }

    @Test
    void aKeyThatOnlyAnUnbelievedOneSignedVouchesForNothing() throws Exception {
        WrittenChain signed = chain("bench-1").handOver(first, second).grow(3);
        Verification ofAnother = verify(signed, Optional.of(stranger), second.sign(signed.at(8)));
        assertEquals(List.of("HEAD_NOT_SIGNED 8"), found(ofAnother));
        WrittenChain old = oldChain()
                .add(WrittenChain.bringing(second))
                .handOver(second, stranger)
                .grow(1);
        Verification unproven = verify(old, Optional.empty(), stranger.sign(old.at(8)));
        assertEquals(List.of(), found(unproven));
        assertEquals(List.of(), unproven.vouched());
    }

    @Test
    void theGivenKeyStandsForNoKeyThatCameAfterItUnsigned() throws Exception {
        WrittenChain chain = oldChain()
                .add(WrittenChain.bringing(second))
                .grow(1)
                .add(WrittenChain.bringing(stranger))
                .grow(1);
        Verification found = verify(chain, Optional.of(second), stranger.sign(chain.at(9)));
        assertEquals(List.of("HEAD_NOT_SIGNED 9"), found(found));
    }

    @Test
    void theGivenKeyStandsForTheHeadsOfTheOnesBeforeIt() throws Exception {
        WrittenChain chain = chain("bench-1").handOver(first, second).grow(3);
        Verification found = verify(chain, Optional.of(second), first.sign(chain.at(4)), second.sign(chain.at(8)));
        assertEquals(List.of(), found(found));
        assertEquals(List.of(chain.at(8)), found.vouched());
        assertEquals(
                List.of(),
                verify(chain, Optional.of(second), first.sign(chain.at(4))).vouched());
    }

    @Test
    void withoutAGivenKeyEveryFingerprintIsShownAndNoneIsProven() throws Exception {
        WrittenChain chain = chain("bench-1").handOver(first, second);
        Verification found = verify(chain, Optional.empty());
        assertEquals(
                List.of(
                        new SigningKey(ChainName.first("bench-1"), 1, BenchKey.fingerprint(first.publicKey()), false),
                        new SigningKey(ChainName.first("bench-1"), 6, BenchKey.fingerprint(second.publicKey()), false)),
                found.keys());
    }

    @Test
    void theNoteOfTheExampleChangesTheKeyOfItsChain() throws Exception {
        List<String> lines = new ArrayList<>(Example.lines());
        EventLine bringing = WrittenChain.line(EventType.BENCH_KEY)
                .with("bench", "bench-a")
                .with("seq", 6)
                .with("prev", new Hash().of(lines.get(4)))
                .with("note", Example.text("bench-key.note"));
        String vkey = Example.text("bench-key.note").lines().toList().get(4);
        String raw = vkey.substring(vkey.lastIndexOf('+') + 1);
        byte[] typed = java.util.Base64.getDecoder().decode(raw);
        byte[] x509 = java.util.HexFormat.of().parseHex("302a300506032b6570032100" + "00".repeat(32));
        System.arraycopy(typed, 1, x509, 12, 32);
        lines.add(bringing.with("publicKey", java.util.Base64.getEncoder().encodeToString(x509))
                .text());
        Path export = folder.resolve("example.jsonl");
        Files.write(export, lines);
        Verification found = LedgerVerifier.verifyExport(export, List.of(), Optional.empty());
        assertTrue(found.sound(), found.findings().toString());
        assertEquals(2, found.keys().size());
        assertEquals(List.of(), found.notices());
    }
}
