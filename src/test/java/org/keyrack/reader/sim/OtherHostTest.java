package org.keyrack.reader.sim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.yubico.yubikit.core.Transport;
import com.yubico.yubikit.core.smartcard.ApduException;
import com.yubico.yubikit.core.smartcard.SmartCardConnection;
import com.yubico.yubikit.core.smartcard.scp.KeyRef;
import com.yubico.yubikit.core.smartcard.scp.Scp03KeyParams;
import com.yubico.yubikit.core.smartcard.scp.SecurityDomainSession;
import com.yubico.yubikit.core.smartcard.scp.StaticKeys;
import java.io.IOException;
import java.security.Security;
import java.util.HexFormat;
import java.util.Optional;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.keyrack.card.CardContents;
import org.keyrack.card.IssuerDomain;
import org.keyrack.card.KeySet;
import org.keyrack.protocol.crypto.SecretKeyBytes;

/** A host that is not KeyRack's, Yubico's yubikit (SCP03, level 33, S8), against the virtual GlobalPlatform card. */
class OtherHostTest {
    private static final byte[] ENC = HexFormat.of().parseHex("1D72CD9283FD55162722C6BEAA4DC187");
    private static final byte[] MAC = HexFormat.of().parseHex("F4932BA02FFC3098D172790099D28382");
    private static final byte[] DEK = HexFormat.of().parseHex("B4BDC610C3F6793708FF1132E2C5BF60");

    /** yubikit takes its CMAC from whatever provider the platform has. */
    @BeforeAll
    static void provideCmac() {
        Security.addProvider(new BouncyCastleProvider());
    }

    @AfterAll
    static void leaveThePlatformAsItWas() {
        Security.removeProvider(BouncyCastleProvider.PROVIDER_NAME);
    }

    private static SecurityDomainSession session(BlankCard card) throws Exception {
        return new SecurityDomainSession(new Connection(card));
    }

    private static Scp03KeyParams makers() {
        return new Scp03KeyParams(new KeyRef((byte) 1, (byte) 0), StaticKeys.getDefaultKeys());
    }

    @Test
    void opensTheChannelReadsAndChangesKeysThatKeyRackThenUses() throws Exception {
        BlankCard card = BlankCards.usual();
        try (SecurityDomainSession session = session(card)) {
            session.authenticate(makers());
            session.putKey(new KeyRef((byte) 1, (byte) 0x30), new StaticKeys(ENC, MAC, DEK), 0);
        }
        card.powerOn();
        KeySet own = new KeySet(0x30, key(ENC), key(MAC), key(DEK));
        try (CardContents contents =
                IssuerDomain.select(BlankCards.channel(card)).open(own)) {
            contents.load(BlankCards.cap(), block -> {});
            assertEquals(1, contents.loadFiles().size());
        }
    }

    @Test
    void opensTheChannelWithKeysThatKeyRackHasPut() throws Exception {
        BlankCard card = BlankCards.usual();
        try (CardContents contents =
                IssuerDomain.select(BlankCards.channel(card)).open(KeySet.makersDefault())) {
            contents.putKeys(new KeySet(0x31, key(ENC), key(MAC), key(DEK)), KeySet.makersDefault(), Optional.empty());
        }
        try (SecurityDomainSession session = session(card)) {
            session.authenticate(new Scp03KeyParams(new KeyRef((byte) 1, (byte) 0x31), new StaticKeys(ENC, MAC, DEK)));
            // yubikit's own getKeyInformation expects no template around the keys, as YubiKeys answer.
            assertEquals(
                    "e012c00401318810c00402318810c00403318810",
                    HexFormat.of().formatHex(session.getData((short) 0x00E0, null)));
        }
    }

    @Test
    void keepsTheChannelOverManyCommands() throws Exception {
        BlankCard card = BlankCards.usual();
        try (SecurityDomainSession session = session(card)) {
            session.authenticate(makers());
            byte[] first = session.getData((short) 0x0066, null);
            for (int i = 0; i < 300; i++) {
                assertArrayEquals(first, session.getData((short) 0x0066, null));
            }
        }
    }

    @Test
    void refusesTheLastKeySetAndAnUnknownOne() throws Exception {
        BlankCard card = BlankCards.usual();
        try (SecurityDomainSession session = session(card)) {
            session.authenticate(makers());
            ApduException last =
                    assertThrows(ApduException.class, () -> session.deleteKey(new KeyRef((byte) 0, (byte) 0xFF), true));
            assertEquals((short) 0x6985, last.getSw());
            ApduException unknown = assertThrows(
                    ApduException.class, () -> session.deleteKey(new KeyRef((byte) 0, (byte) 0x42), false));
            assertEquals((short) 0x6A88, unknown.getSw());
        }
    }

    private static SecretKeyBytes key(byte[] bytes) {
        return SecretKeyBytes.copyOf(bytes);
    }

    private record Connection(BlankCard card) implements SmartCardConnection {
        @Override
        public byte[] sendAndReceive(byte[] apdu) throws IOException {
            return card.transmit(apdu);
        }

        @Override
        public Transport getTransport() {
            return Transport.USB;
        }

        @Override
        public boolean isExtendedLengthApduSupported() {
            return false;
        }

        @Override
        public byte[] getAtr() {
            return card.atr();
        }

        @Override
        public void close() {
            card.powerOff();
        }
    }
}
