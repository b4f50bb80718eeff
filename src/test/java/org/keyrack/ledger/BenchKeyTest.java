package org.keyrack.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.journal.ChainName;

class BenchKeyTest {
    @TempDir
    Path folder;

    @Test
    void theKeyIsMadeOnceForItsOwnerOnlyAndReadBack() throws Exception {
        Path file = folder.resolve("new/bench.key");
        BenchKey made = BenchKey.at(file);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals(made.publicKey(), BenchKey.at(file).publicKey());
        assertEquals(made.publicKey() + "\n", Files.readString(folder.resolve("new/bench.key.pub")));
        assertEquals("bench key " + made.publicKey(), made.toString());
        assertFalse(made.toString().contains(Files.readString(file).substring(30, 60)));
    }

    @Test
    void aKeyThatOthersCanReadIsRefused() throws Exception {
        Path file = folder.resolve("bench.key");
        BenchKey.at(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertTrue(assertThrows(LedgerException.class, () -> BenchKey.at(file))
                .getMessage()
                .contains("chmod 600"));
    }

    @Test
    void aBrokenOrForeignKeyFileIsRefused() throws Exception {
        Path file = folder.resolve("bench.key");
        Path other = folder.resolve("other.key");
        BenchKey.at(file);
        BenchKey.at(other);
        Files.copy(
                folder.resolve("other.key.pub"), folder.resolve("bench.key.pub"), StandardCopyOption.REPLACE_EXISTING);
        assertThrows(LedgerException.class, () -> BenchKey.at(file));
        Files.delete(folder.resolve("bench.key.pub"));
        assertThrows(LedgerException.class, () -> BenchKey.at(file));
        Files.writeString(other, "no key");
        assertThrows(LedgerException.class, () -> BenchKey.at(other));
    }

    private static String key(Path file) {
        return refused(() -> BenchKey.at(file));
    }

    private static String refused(Executable act) {
        return assertThrows(LedgerException.class, act)
                .problem()
                .map(LedgerProblem::key)
                .orElse("English alone");
    }

    /** The window opens the bench's key with the bench: what is wrong with it is said as everything else is. */
    @Test
    void whateverIsWrongWithAKeyHasASentenceInEachLanguage() throws Exception {
        Path file = folder.resolve("bench.key");
        assertEquals("ledger.KEY_MISSING", refused(() -> BenchKey.renew(file)));
        BenchKey.at(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertEquals("ledger.KEY_EXPOSED", key(file));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        BenchKey.renew(file);
        assertEquals("ledger.KEY_OLDER_KEPT", refused(() -> BenchKey.renew(file)));
        Files.copy(
                folder.resolve("bench.key.old.pub"),
                folder.resolve("bench.key.pub"),
                StandardCopyOption.REPLACE_EXISTING);
        assertEquals("ledger.KEY_OTHER_PUBLIC", key(file));
        Files.delete(folder.resolve("bench.key.pub"));
        assertEquals("ledger.KEY_NO_PUBLIC", key(file));
        Files.writeString(folder.resolve("bench.key.pub"), "no key\n");
        Files.writeString(file, "no key");
        assertEquals("ledger.KEY_FORM", key(file));
        Files.writeString(file, "-----BEGIN PRIVATE KEY-----\nno key\n-----END PRIVATE KEY-----\n");
        assertEquals("ledger.KEY_UNREADABLE", key(file));
        Files.createDirectory(folder.resolve("new.key.pub"));
        assertEquals("ledger.KEY_UNMADE", key(folder.resolve("new.key")));
    }

    @Test
    void aHeadSignsItsBenchItsNumberAndItsHash() throws Exception {
        BenchKey key = BenchKey.at(folder.resolve("bench.key"));
        SignedHead head = key.sign(new Head(ChainName.first("bench-1"), 1_234_567, "ab".repeat(32)));
        assertEquals(184, head.line().length());
        assertFalse(BenchKey.verifies(head, "no key"));
        assertFalse(BenchKey.verifies(head, "AAAA"));
        assertEquals(head, SignedHead.parse(head.line()));
        assertTrue(BenchKey.verifies(head, key.publicKey()));
        for (Head other : List.of(
                new Head(ChainName.first("bench-2"), 1_234_567, "ab".repeat(32)),
                new Head(ChainName.first("bench-1"), 1_234_568, "ab".repeat(32)),
                new Head(ChainName.first("bench-1"), 1_234_567, "ac".repeat(32)))) {
            assertFalse(BenchKey.verifies(new SignedHead(other, head.signature()), key.publicKey()));
        }
        assertFalse(
                BenchKey.verifies(head, BenchKey.at(folder.resolve("other.key")).publicKey()));
        assertThrows(
                LedgerException.class, () -> SignedHead.parse(head.line().replace("keyrack-head-1", "keyrack-head-2")));
    }

    @Test
    void aHeadTornByACrashSpoilsNeitherTheOthersNorTheNext() throws Exception {
        BenchKey key = BenchKey.at(folder.resolve("bench.key"));
        HeadsFolder heads = new HeadsFolder(folder.resolve("heads"));
        SignedHead first = key.sign(new Head(ChainName.first("bench-1"), 1, "ab".repeat(32)));
        SignedHead second = key.sign(new Head(ChainName.first("bench-1"), 2, "cd".repeat(32)));
        heads.append(first);
        Path file = folder.resolve("heads/bench-1.heads");
        Files.writeString(file, Files.readString(file) + second.line().substring(0, 90));
        assertEquals(List.of(first), heads.of("bench-1"));
        heads.append(second);
        assertEquals(List.of(first, second), heads.of("bench-1"));
        assertEquals(second, heads.vouchingFor(ChainName.first("bench-1"), 2).orElseThrow());
        Files.writeString(file, "rubbish\n");
        assertThrows(LedgerException.class, () -> heads.of("bench-1"));
    }

    @Test
    void aFolderOfHeadsIsReadWithTheHeadsOfEveryBenchAndNothingElse() throws Exception {
        BenchKey key = BenchKey.at(folder.resolve("bench.key"));
        HeadsFolder heads = new HeadsFolder(folder.resolve("heads"));
        assertTrue(heads.last("bench-1").isEmpty());
        SignedHead first = key.sign(new Head(ChainName.first("bench-1"), 1, "ab".repeat(32)));
        SignedHead second = key.sign(new Head(ChainName.first("bench-1"), 2, "cd".repeat(32)));
        SignedHead other = key.sign(new Head(ChainName.first("bench-2"), 1, "ef".repeat(32)));
        for (SignedHead head : List.of(first, second, other)) {
            heads.append(head);
        }
        Files.writeString(folder.resolve("heads/readme.txt"), "no head\n");
        assertEquals(second, heads.last("bench-1").orElseThrow());
        assertEquals(List.of(first, second, other), HeadsFolder.read(folder.resolve("heads")));
    }

    @Test
    void aLineThatIsNoHeadIsNamedByItsNumberAndItsBeginning() throws Exception {
        Path file = folder.resolve("bench-1.heads");
        String forty = "x".repeat(40);
        for (String line : List.of(forty, forty + "y")) {
            Files.writeString(file, "\n" + line + "\n");
            String said = assertThrows(LedgerException.class, () -> HeadsFolder.read(file))
                    .getMessage();
            assertTrue(said.contains(", line 2: \"" + forty + (line.equals(forty) ? "\"" : "…\"")), said);
        }
    }

    @Test
    void theScriptThatIsPrintedInTheGuideIsTheOneThatIsRun() throws Exception {
        String script = Files.readString(Path.of("docs/verify-ledger.py"));
        assertTrue(Files.readString(Path.of("docs/ledger.md")).contains("```python\n" + script + "```"));
        assertTrue(script.lines().count() <= 15);
    }
}
