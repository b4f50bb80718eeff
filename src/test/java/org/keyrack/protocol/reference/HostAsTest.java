package org.keyrack.protocol.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.keyrack.protocol.reference.Units.assertSw;
import static org.keyrack.protocol.reference.Units.export;
import static org.keyrack.protocol.reference.Units.importKey;
import static org.keyrack.protocol.reference.Units.initiate;
import static org.keyrack.protocol.reference.Units.ok;
import static org.keyrack.protocol.reference.Units.pin;
import static org.keyrack.protocol.reference.Units.send;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.PinReference;
import org.keyrack.protocol.Suite;
import org.keyrack.protocol.answer.AsIdentity;
import org.keyrack.protocol.answer.ExportedKey;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.protocol.command.GetData;
import org.keyrack.protocol.command.Verify;
import org.keyrack.protocol.crypto.Receipts;

class HostAsTest {
    @TempDir
    static Path template;

    @TempDir
    Path folder;

    private Path file;

    @BeforeAll
    static void personalize() throws IOException, CardFailure {
        try (HostAs as = HostAs.create(template.resolve("as.p12"), passphrase())) {
            Units.personalize(as);
            Units.open(as);
        }
    }

    @BeforeEach
    void copy() throws IOException {
        file = Files.copy(template.resolve("as.p12"), folder.resolve("as.p12"));
    }

    private static char[] passphrase() {
        return "correct horse".toCharArray();
    }

    private HostAs opened() throws IOException, CardFailure {
        HostAs as = HostAs.open(file, passphrase());
        ok(as, new Verify(PinReference.OPERATOR, pin("123456")));
        return as;
    }

    private static AsIdentity identity(HostAs as) throws CardFailure {
        return AsIdentity.decode(Bytes.of(send(as, GetData.asIdentity()).data()));
    }

    @Test
    void downloadsFromTheHostAsFromACard() throws IOException, CardFailure {
        ReferenceEi ei = Units.ei(Suite.AES_256, Units.SN);
        try (HostAs as = opened()) {
            ExportedKey exported = export(as, initiate(ei), 4, 5);
            assertTrue(Receipts.matches(
                    exported.v(), importKey(ei, exported, false).receipt()));
            assertTrue(ei.holds(5, Units.TA256.toArray()));
        }
    }

    @Test
    void counterIsOnTheDiskBeforeTheExportLeaves() throws IOException, CardFailure {
        ReferenceEi ei = Units.ei(Suite.AES_128, Units.SN);
        try (HostAs as = opened()) {
            long ctr = export(as, initiate(ei), 3, 5).header().ctr();
            // As after a crash: the file is read while the first program has not closed it.
            try (HostAs again = HostAs.open(file, passphrase())) {
                assertEquals(ctr, identity(again).ctr());
            }
        }
    }

    @Test
    void spentPinTrySurvivesAndVerificationDoesNot() throws IOException, CardFailure {
        try (HostAs as = opened()) {
            assertSw(0x63C2, as, new Verify(PinReference.OPERATOR, pin("999999")));
        }
        try (HostAs as = HostAs.open(file, passphrase())) {
            assertEquals(2, identity(as).operatorTriesLeft());
            assertSw(0x63C2, as, Verify.status(PinReference.OPERATOR));
        }
    }

    @Test
    void nothingIsExportedWhenTheCounterCannotBeWritten() throws IOException, CardFailure {
        ReferenceEi ei = Units.ei(Suite.AES_128, Units.SN);
        try (HostAs as = opened()) {
            byte[] before = Files.readAllBytes(file);
            Path obstacle = Files.createDirectory(folder.resolve("as.p12.new"));
            Files.createFile(obstacle.resolve("in the way"));
            assertSw(0x6F00, as, Units.request(initiate(ei), 3, 5));
            assertSw(0x6F00, as, Units.request(initiate(ei), 3, 5));
            assertArrayEquals(before, Files.readAllBytes(file));
        }
    }

    @Test
    void wrongPassphraseAndExistingFileAreRefused() {
        assertThrows(IOException.class, () -> HostAs.open(file, "wrong".toCharArray()));
        assertThrows(FileAlreadyExistsException.class, () -> HostAs.create(file, passphrase()));
    }

    @Test
    void closedAsAnswersNothingMore() throws IOException, CardFailure {
        HostAs as = opened();
        as.close();
        assertSw(0x6F00, as, GetData.asIdentity());
    }

    @Test
    void noKeyIsReadableInTheFile() throws IOException {
        String content = Bytes.of(Files.readAllBytes(file)).hex();
        for (Bytes key : new Bytes[] {Units.T128, Units.T256, Units.TA128, Units.TA256}) {
            assertFalse(content.contains(key.hex()));
        }
        assertFalse(content.contains(Bytes.of(pin("123456")).hex()));
        assertFalse(HostAs.warning(Locale.FRENCH).isEmpty());
    }
}
