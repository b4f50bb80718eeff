package org.keyrack.reader.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyrack.card.Aid;
import org.keyrack.card.CapFile;
import org.keyrack.card.CardContents;
import org.keyrack.card.CardLifeCycle;
import org.keyrack.card.CardRefusal;
import org.keyrack.card.IssuerDomain;
import org.keyrack.card.KeySet;
import org.keyrack.card.MadeCap;
import org.keyrack.card.Scp03Option;
import org.keyrack.card.SecureChannel;
import org.keyrack.card.SecurityLevel;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.WireWriter;
import org.keyrack.protocol.apdu.ApduChannel;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.LinkFailure;
import org.keyrack.protocol.apdu.StatusWordFailure;
import org.keyrack.protocol.crypto.SecretKeyBytes;

/** KeyRack's host against the virtual GlobalPlatform card. */
class BlankCardTest {
    private static final KeySet MAKERS = KeySet.makersDefault();

    private static KeySet own(int version) {
        return KeySet.of(version, HexFormat.of().parseHex("1D72CD9283FD55162722C6BEAA4DC187"));
    }

    private static CardContents open(BlankCard card) throws Exception {
        return IssuerDomain.select(BlankCards.channel(card)).open(MAKERS);
    }

    private static int sw(Call call) {
        return assertThrows(StatusWordFailure.class, call::run).sw();
    }

    private interface Call {
        void run() throws Exception;
    }

    private static String select(BlankCard card, Aid aid) throws Exception {
        CommandApdu select = new CommandApdu(0x00, 0xA4, 0x04, 0x00, aid.value().toArray(), true);
        return HexFormat.of().formatHex(card.transmit(select.bytes(true)));
    }

    @ParameterizedTest
    @CsvSource({
        "70, MAC",
        "70, MAC_ENCRYPTION",
        "70, MAC_BOTH_WAYS",
        "70, ALL",
        "71, ALL",
        "71, MAC",
        "00, MAC",
        "01, MAC_ENCRYPTION",
        "60, ALL"
    })
    void loadsAndInstallsUnderEveryLevelInBothModes(String option, SecurityLevel level) throws Exception {
        Scp03Option mode = new Scp03Option(Integer.parseInt(option, 16));
        BlankCard card = BlankCards.over(BlankCards.memory(), mode);
        CapFile cap = BlankCards.cap();
        List<Integer> blocks = new ArrayList<>();
        IssuerDomain domain = IssuerDomain.select(BlankCards.channel(card));
        assertEquals(Optional.of(mode), domain.option());
        try (CardContents contents = domain.open(MAKERS, mode, level)) {
            contents.load(cap, blocks::add);
            assertEquals(contents.blocks(cap), blocks.size());
            contents.install(MadeCap.PACKAGE, MadeCap.EI, none());
            assertEquals(
                    List.of(MadeCap.AS, MadeCap.EI), contents.loadFiles().get(0).modules());
            assertEquals(MadeCap.EI, contents.applications().get(0).aid());
        }
        assertEquals("0102009000", select(card, MadeCap.EI));
        assertEquals("6a82", select(card, MadeCap.AS));
    }

    private static SecretKeyBytes none() {
        return SecretKeyBytes.taking(new byte[0]);
    }

    @Test
    void blankCardHasNeitherAppletNorUnit() throws Exception {
        BlankCard card = BlankCards.usual();
        assertEquals("6a82", select(card, MadeCap.EI));
        IssuerDomain domain = IssuerDomain.select(BlankCards.channel(card));
        assertEquals(0xFF, domain.keys().get(0).version());
        try (CardContents contents = domain.open(MAKERS)) {
            assertEquals(CardLifeCycle.OP_READY, contents.lifeCycle());
            assertEquals(List.of(), contents.loadFiles());
            assertEquals(List.of(), contents.applications());
        }
    }

    @Test
    void wrongKeysCostTheCardNoTry() throws Exception {
        CardMemory memory = BlankCards.memory();
        BlankCard card = BlankCards.over(memory, BlankCards.USUAL);
        for (int i = 0; i < 3 * BlankChannel.TRIES; i++) {
            CardRefusal refusal = assertThrows(
                    CardRefusal.class,
                    () -> IssuerDomain.select(BlankCards.channel(card)).open(own(0)));
            assertEquals(CardRefusal.Reason.WRONG_KEYS, refusal.reason());
        }
        assertEquals(0, new BlankMemory(memory).failures());
        open(card).close();
    }

    @Test
    void cardThatWasTriedTooOftenIsBlocked() throws Exception {
        BlankCard card = BlankCards.usual();
        ApduChannel channel = BlankCards.channel(card);
        for (int i = 0; i < BlankChannel.TRIES; i++) {
            channel.transmit(new CommandApdu(0x80, 0x50, 0, 0, new byte[8], true));
            assertEquals(
                    0x6300,
                    channel.transmit(new CommandApdu(0x84, 0x82, 0x33, 0, new byte[16], false))
                            .sw());
        }
        CardRefusal refusal = assertThrows(CardRefusal.class, () -> open(card));
        assertEquals(CardRefusal.Reason.BLOCKED, refusal.reason());
    }

    @ParameterizedTest
    @ValueSource(strings = {"80E8000100", "80E8000000"})
    void nothingIsLoadedWhenABlockIsLostOrComesTwice(String second) throws Exception {
        BlankCard card = BlankCards.usual();
        ApduChannel channel = BlankCards.channel(card);
        IssuerDomain.select(channel);
        try (SecureChannel host = SecureChannel.open(channel, MAKERS, BlankCards.USUAL, SecurityLevel.ALL)) {
            assertEquals(
                    0x9000,
                    host.transmit(command("80E602000B06F04B4559524B00000000")).sw());
            boolean twice = second.equals("80E8000000");
            if (twice) {
                assertEquals(0x9000, host.transmit(command("80E8000001C4")).sw());
            }
            assertEquals(0x6A86, host.transmit(command(second)).sw());
            // And what would have been the next block finds no loading.
            assertEquals(0x6985, host.transmit(command("80E8000100")).sw());
        }
        try (CardContents contents = open(card)) {
            assertEquals(List.of(), contents.loadFiles());
            contents.load(BlankCards.cap(), block -> {});
        }
    }

    private static CommandApdu command(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        byte[] data = Arrays.copyOfRange(bytes, 5, Math.min(bytes.length, 5 + (bytes[4] & 0xFF)));
        return new CommandApdu(bytes[0] & 0xFF, bytes[1] & 0xFF, bytes[2] & 0xFF, bytes[3] & 0xFF, data, true);
    }

    @Test
    void fileOfAnotherPackageIsRefusedAtItsLastBlock() throws Exception {
        BlankCard card = BlankCards.usual();
        CapFile right = BlankCards.cap();
        try (CardContents contents = open(card)) {
            CapFile renamed = new CapFile(Aid.ISSUER_DOMAIN, "1.0", right.applets(), right.loadFile());
            assertEquals(0x6A80, sw(() -> contents.load(renamed, block -> {})));
            assertEquals(List.of(), contents.loadFiles());
        }
    }

    /** The hash stands in INSTALL [for load], which an altered file on its way to the card does not change. */
    @Test
    void fileOfAnotherHashIsRefusedAtItsLastBlock() throws Exception {
        BlankCard card = BlankCards.usual();
        CapFile announced = BlankCards.cap();
        byte[] altered = announced.loadFile().toArray();
        assertEquals(0x9000, loaded(card, announced, altered.clone()));
        try (CardContents contents = open(card)) {
            contents.delete(announced.packageAid(), true);
        }
        altered[altered.length - 1] ^= 1;
        assertEquals(0x6A80, loaded(card, announced, altered));
        try (CardContents contents = open(card)) {
            assertEquals(List.of(), contents.loadFiles());
        }
    }

    /** The answer to the last block of a code that was announced as a file. */
    private static int loaded(BlankCard card, CapFile announced, byte[] code) throws Exception {
        ApduChannel channel = BlankCards.channel(card);
        IssuerDomain.select(channel);
        try (SecureChannel host = SecureChannel.open(channel, MAKERS, BlankCards.USUAL, SecurityLevel.ALL)) {
            Bytes aid = announced.packageAid().value();
            byte[] file = new WireWriter()
                    .u8(aid.length())
                    .bytes(aid)
                    .u8(0)
                    .u8(announced.hash().length())
                    .bytes(announced.hash())
                    .u16(0)
                    .toBytes()
                    .toArray();
            int sw = host.transmit(new CommandApdu(0x80, 0xE6, 0x02, 0, file, true))
                    .sw();
            byte[] whole = new WireWriter()
                    .u8(0xC4)
                    .u8(0x82)
                    .u16(code.length)
                    .bytes(Bytes.of(code))
                    .toBytes()
                    .toArray();
            for (int from = 0, block = 0; sw == 0x9000 && from < whole.length; from += host.capacity(), block++) {
                int end = Math.min(whole.length, from + host.capacity());
                byte[] data = Arrays.copyOfRange(whole, from, end);
                sw = host.transmit(new CommandApdu(0x80, 0xE8, end == whole.length ? 0x80 : 0, block, data, true))
                        .sw();
            }
            return sw;
        }
    }

    @Test
    void keysAreReplacedInOneStepAndTheNewOnesOpenTheChannel() throws Exception {
        BlankCard card = BlankCards.usual();
        try (CardContents contents = open(card)) {
            contents.putKeys(own(0x30), MAKERS, Optional.empty());
        }
        CardRefusal refusal = assertThrows(CardRefusal.class, () -> open(card));
        assertEquals(CardRefusal.Reason.WRONG_KEYS, refusal.reason());
        try (CardContents contents =
                IssuerDomain.select(BlankCards.channel(card)).open(own(0x30))) {
            assertEquals(0x30, contents.keyVersion());
            contents.putKeys(KeySet.of(0x31, new byte[32]), own(0x30), Optional.of(0x30));
        }
        IssuerDomain.select(BlankCards.channel(card))
                .open(KeySet.of(0x31, new byte[32]))
                .close();
    }

    @Test
    void powerTornAtAnyWriteOfPutKeyLeavesOneKeySetThatAnswers() throws Exception {
        int torn = 0;
        for (int write = 1; ; write++) {
            CardMemory memory = BlankCards.memory();
            BlankCard card = BlankCards.over(memory, BlankCards.USUAL);
            boolean done;
            try (CardContents contents = open(card)) {
                card.tearAt(write);
                contents.putKeys(/* keys= */ own(0x30), /* own= */ MAKERS, Optional.of(0xFF));
                done = true;
            } catch (LinkFailure gone) {
                done = false;
                torn++;
            }
            card.powerOn();
            boolean old = answers(card, MAKERS.withVersion(0xFF));
            boolean fresh = answers(card, own(0x30));
            assertTrue(old != fresh, "exactly one key set answers after a tear at write " + write);
            if (done) {
                assertTrue(fresh);
                break;
            }
        }
        assertTrue(torn >= 3, "PUT KEY writes at least three times, and was torn at " + torn);
    }

    private static boolean answers(BlankCard card, KeySet keys) throws Exception {
        try {
            IssuerDomain.select(BlankCards.channel(card)).open(keys).close();
            return true;
        } catch (CardRefusal otherKeys) {
            return false;
        }
    }

    @Test
    void powerTornAtAnyWriteOfLoadAndInstallLeavesNothingOrTheWhole() throws Exception {
        CapFile cap = BlankCards.cap();
        boolean done = false;
        int torn = 0;
        for (int write = 1; !done; write++) {
            BlankCard card = BlankCards.usual();
            try (CardContents contents = open(card)) {
                card.tearAt(write);
                contents.load(cap, block -> {});
                contents.install(MadeCap.PACKAGE, MadeCap.AS, none());
                done = true;
            } catch (LinkFailure gone) {
                torn++;
            }
            card.powerOn();
            try (CardContents contents = open(card)) {
                if (contents.loadFiles().isEmpty()) {
                    contents.load(cap, block -> {});
                }
                if (contents.applications().isEmpty()) {
                    contents.install(MadeCap.PACKAGE, MadeCap.AS, none());
                }
            }
            assertEquals("0101009000", select(card, MadeCap.AS));
        }
        assertTrue(torn >= 4, "loading and installing write at least four times, and were torn at " + torn);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void deletingTheLoadFileTakesItsUnitsAndAllTheyStored(boolean withRelated) throws Exception {
        BlankCard card = BlankCards.usual();
        try (CardContents contents = open(card)) {
            contents.load(BlankCards.cap(), block -> {});
            contents.install(MadeCap.PACKAGE, MadeCap.EI, none());
        }
        select(card, MadeCap.EI);
        card.transmit(HexFormat.of().parseHex("80DA0201080011223344556677"));
        try (CardContents contents = open(card)) {
            if (withRelated) {
                contents.delete(MadeCap.PACKAGE, true);
                contents.load(BlankCards.cap(), block -> {});
            } else {
                assertEquals(0x6985, sw(() -> contents.delete(MadeCap.PACKAGE, false)));
                contents.delete(MadeCap.EI, false);
            }
            assertEquals(List.of(), contents.applications());
            contents.install(MadeCap.PACKAGE, MadeCap.EI, none());
        }
        select(card, MadeCap.EI);
        String identity = HexFormat.of().formatHex(card.transmit(HexFormat.of().parseHex("80CA020100")));
        assertTrue(identity.startsWith("0000000000000000"), "the SN of the instance before is gone");
    }

    @Test
    void lockedCardAnswersAndTakesNothing() throws Exception {
        BlankCard card = BlankCards.usual();
        try (CardContents contents = open(card)) {
            contents.load(BlankCards.cap(), block -> {});
            contents.install(MadeCap.PACKAGE, MadeCap.EI, none());
            assertEquals(0x6985, sw(() -> contents.setLifeCycle(CardLifeCycle.SECURED)));
            contents.setLifeCycle(CardLifeCycle.INITIALIZED);
            contents.setLifeCycle(CardLifeCycle.SECURED);
        }
        assertEquals("0102009000", select(card, MadeCap.EI));
        try (CardContents contents = open(card)) {
            contents.setLifeCycle(CardLifeCycle.CARD_LOCKED);
        }
        assertEquals("6a81", select(card, MadeCap.EI));
        IssuerDomain domain = IssuerDomain.select(BlankCards.channel(card));
        assertTrue(domain.locked());
        try (CardContents contents = domain.open(MAKERS)) {
            assertEquals(0x6985, sw(() -> contents.delete(MadeCap.EI, false)));
            contents.setLifeCycle(CardLifeCycle.SECURED);
        }
        assertFalse(IssuerDomain.select(BlankCards.channel(card)).locked());
    }

    @Test
    void managementOutsideTheChannelIsRefusedAndACommandInTheClearEndsIt() throws Exception {
        BlankCard card = BlankCards.usual();
        ApduChannel channel = BlankCards.channel(card);
        CommandApdu status = new CommandApdu(0x80, 0xF2, 0x80, 0x02, new byte[] {0x4F, 0}, true);
        assertEquals(0x6982, channel.transmit(status).sw());
        try (CardContents contents = open(card)) {
            assertEquals(0x6982, channel.transmit(status).sw());
            assertEquals(0x6982, sw(contents::loadFiles));
        }
    }

    @Test
    void memoryOutlivesPower() throws Exception {
        CardMemory memory = BlankCards.memory();
        BlankCard first = BlankCards.over(memory, BlankCards.USUAL);
        try (CardContents contents = open(first)) {
            contents.load(BlankCards.cap(), block -> {});
            contents.install(MadeCap.PACKAGE, MadeCap.EI, none());
        }
        select(first, MadeCap.EI);
        first.transmit(HexFormat.of().parseHex("80DA0201080011223344556677"));
        CardMemory kept = new CardMemory(memory.image().clone(), (bytes, offset, length) -> {});
        BlankCard again = BlankCards.over(kept, BlankCards.USUAL);
        assertEquals("0102009000", select(again, MadeCap.EI));
        String identity = HexFormat.of().formatHex(again.transmit(HexFormat.of().parseHex("80CA020100")));
        assertTrue(identity.startsWith("0011223344556677"), identity);
    }
}
