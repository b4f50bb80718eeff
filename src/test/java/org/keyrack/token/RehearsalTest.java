package org.keyrack.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Header;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.protocol.Suite;
import org.keyrack.protocol.answer.AsIdentity.TransportKeySlot;
import org.keyrack.protocol.answer.ExportedKey;
import org.keyrack.protocol.answer.KeyDirectoryEntry;
import org.keyrack.protocol.command.ExportKey;
import org.keyrack.protocol.crypto.DownloadInputs;

/** An AS that is no card tries each of its keys when it is opened. */
class RehearsalTest {
    @TempDir
    Path folder;

    private final List<String> sealed = new ArrayList<>();
    private Optional<Integer> missing = Optional.empty();
    private AsFile file;

    @BeforeEach
    void anAsInAFile() throws Exception {
        file = AsFile.read(TestAs.make(Optional.empty(), folder));
    }

    private KeptAs as() throws TroubleException {
        return KeptAs.over(file, new Watched(new HostVault(AsFile.keystore(file.path()), file.description())));
    }

    @Test
    void eachKeyIsSealedOnceForNobodyAndNothingIsCounted() throws Exception {
        try (KeptAs as = as()) {
            as.open(Tokens.pinBytes());
            assertEquals(
                    List.of("3 for 0000 0000 0000 0000", "4 for 0000 0000 0000 0000", "10 for 0000 0000 0000 0000"),
                    sealed);
            assertEquals(0, as.identity().ctr());
            assertEquals(
                    List.of(1000L, 1000L, 1000L),
                    as.keys().stream().map(KeyDirectoryEntry::exportsLeft).toList());
        }
    }

    @Test
    void aKeyThatCannotBeDeliveredIsToldWhenTheAsIsOpenedAndLeavesItClosed() throws Exception {
        missing = Optional.of(4);
        try (KeptAs as = as()) {
            TroubleException trouble = assertThrows(TroubleException.class, () -> as.open(Tokens.pinBytes()));
            assertEquals(Trouble.KEY_MISSING, trouble.trouble());
            ExportKey request = new ExportKey(
                    Suite.AES_128, 1, SerialNumber.parse("0011223344556677"), 3, 5, Bytes.zero(16), Bytes.zero(8));
            assertEquals(
                    0x6982,
                    assertThrows(FailedCheckException.class, () -> as.export(request))
                            .sw());
            missing = Optional.empty();
            as.open(Tokens.pinBytes());
        }
    }

    /** A vault whose every delivery is noted, and one of them perhaps impossible. */
    private final class Watched implements Vault {
        private final Vault vault;

        Watched(Vault vault) {
            this.vault = vault;
        }

        @Override
        public int triesLeft() throws TroubleException {
            return vault.triesLeft();
        }

        @Override
        public void open(byte[] pin) throws TroubleException, WrongPin {
            vault.open(pin);
        }

        @Override
        public byte[] mac(byte[] data) throws TroubleException {
            return vault.mac(data);
        }

        @Override
        public Download download(TransportKeySlot slot, DownloadInputs inputs) throws TroubleException {
            Download download = vault.download(slot, inputs);
            return new Download() {
                @Override
                public Bytes proof() throws TroubleException {
                    return download.proof();
                }

                @Override
                public ExportedKey seal(Header header, KeyDirectoryEntry key) throws TroubleException {
                    if (missing.filter(ref1 -> ref1 == key.ref1()).isPresent()) {
                        throw new TroubleException(Trouble.KEY_MISSING, String.valueOf(key.ref1()));
                    }
                    sealed.add(key.ref1() + " for " + inputs.sn());
                    return download.seal(header, key);
                }

                @Override
                public Bytes receipt(Header header, Bytes sas) throws TroubleException {
                    return download.receipt(header, sas);
                }

                @Override
                public void close() {
                    download.close();
                }
            };
        }

        @Override
        public void close() {
            vault.close();
        }
    }
}
