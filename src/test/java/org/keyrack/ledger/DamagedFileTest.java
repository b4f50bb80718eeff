package org.keyrack.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.ledger.Verification.Finding;
import org.keyrack.ledger.Verification.Finding.Kind;

/** What a verification says of a file that is no ledger, or no longer a whole one. */
class DamagedFileTest {
    @TempDir
    Path folder;

    private List<SignedHead> heads;

    private Path ledger() throws Exception {
        LedgerSettings settings = LedgerSettings.in(folder, "bench-1");
        Story story = new Story(6);
        try (Ledger ledger = Ledger.open(settings)) {
            ledger.commit(List.of(story.batch(1, 30, 60)));
            for (int unit = 0; unit < 30; unit++) {
                ledger.commit(story.wholeUnit(unit, 2));
            }
            ledger.commit(List.of(story.ended(1, 30, 60)));
        }
        heads = new HeadsFolder(settings.heads()).of("bench-1");
        return Path.of(settings.location());
    }

    private Verification verify(Path file) throws LedgerException {
        return LedgerVerifier.verify(file.toString(), heads, Optional.empty());
    }

    @Test
    void aWholeFileIsVerifiedByItsDatabase() throws Exception {
        Verification found = verify(ledger());
        assertTrue(found.sound(), found.findings().toString());
        assertEquals(1 + 2 + 30 * 8, found.events());
        assertEquals(found.ends(), found.vouched());
        assertEquals(1, found.keys().size());
    }

    /** Each page in turn is overwritten: the check finds it, or reading the events breaks off. */
    @Test
    void aBrokenPageIsAFindingAndNothingIsVouchedForThen() throws Exception {
        Path file = ledger();
        byte[] whole = Files.readAllBytes(file);
        int page = ByteBuffer.wrap(whole).getShort(16) & 0xFFFF;
        int damaged = 0;
        int brokenOff = 0;
        for (int at = page; at < whole.length; at += page) {
            byte[] broken = whole.clone();
            byte[] rubbish = new byte[page];
            new Random(at).nextBytes(rubbish);
            System.arraycopy(rubbish, 0, broken, at, page);
            Files.write(file, broken);
            Verification found = verifyOrEmpty(file);
            // Once by the check and once by the reading that broke off.
            if (found != null
                    && found.findings().stream()
                                    .filter(each -> each.kind() == Kind.DAMAGED)
                                    .count()
                            > 1) {
                brokenOff++;
            }
            if (found != null && found.findings().stream().map(Finding::kind).anyMatch(Kind.DAMAGED::equals)) {
                assertEquals(List.of(), found.vouched());
                assertFalse(found.sound());
                damaged++;
            }
        }
        assertTrue(damaged > 5, "pages: " + damaged);
        assertTrue(brokenOff > 0, "a page of events is among them");
    }

    private Verification verifyOrEmpty(Path file) {
        try {
            return verify(file);
        } catch (LedgerException schemaIsGone) {
            return null;
        }
    }

    @Test
    void aFileThatIsNoDatabaseOrIsNotThereIsNotVerified() throws Exception {
        heads = List.of();
        byte[] rubbish = new byte[8192];
        Arrays.fill(rubbish, (byte) 'x');
        Path none = Files.write(folder.resolve("none.db"), rubbish);
        assertThrows(LedgerException.class, () -> verify(none));
        assertThrows(LedgerException.class, () -> verify(folder.resolve("gone.db")));
    }
}
