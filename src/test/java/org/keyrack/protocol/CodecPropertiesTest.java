package org.keyrack.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.keyrack.Seeded;
import org.keyrack.protocol.answer.AppletInfo;
import org.keyrack.protocol.answer.AsIdentity;
import org.keyrack.protocol.answer.AsIdentity.TransportKeySlot;
import org.keyrack.protocol.answer.AsProtection;
import org.keyrack.protocol.answer.EiIdentity;
import org.keyrack.protocol.answer.ExportedKey;
import org.keyrack.protocol.answer.ImportedKey;
import org.keyrack.protocol.answer.Initiation;
import org.keyrack.protocol.answer.KeyDirectoryEntry;
import org.keyrack.protocol.answer.LastDownload;
import org.keyrack.protocol.answer.LocationEntry;
import org.keyrack.protocol.answer.OpenedSession;
import org.keyrack.protocol.answer.SealedHeader;
import org.keyrack.protocol.answer.SealedRecord;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.ProtocolFailure;
import org.keyrack.protocol.command.Allow;
import org.keyrack.protocol.command.ChangePin;
import org.keyrack.protocol.command.Clear;
import org.keyrack.protocol.command.Command;
import org.keyrack.protocol.command.ExportKey;
import org.keyrack.protocol.command.ExportSealed;
import org.keyrack.protocol.command.GenerateKey;
import org.keyrack.protocol.command.GetData;
import org.keyrack.protocol.command.ImportKey;
import org.keyrack.protocol.command.ImportSealed;
import org.keyrack.protocol.command.Initiate;
import org.keyrack.protocol.command.KeyPlace;
import org.keyrack.protocol.command.LoadComponent;
import org.keyrack.protocol.command.OpenSession;
import org.keyrack.protocol.command.Pin;
import org.keyrack.protocol.command.PutAsIdentity;
import org.keyrack.protocol.command.PutExportsLeft;
import org.keyrack.protocol.command.PutLocation;
import org.keyrack.protocol.command.PutLocks;
import org.keyrack.protocol.command.PutPin;
import org.keyrack.protocol.command.PutSerialNumber;
import org.keyrack.protocol.command.ResetRetryCounter;
import org.keyrack.protocol.command.SelectApplet;
import org.keyrack.protocol.command.SetState;
import org.keyrack.protocol.command.StoreBackupKey;
import org.keyrack.protocol.command.StoreKey;
import org.keyrack.protocol.command.StoreSuccessor;
import org.keyrack.protocol.command.StoreTransportKey;
import org.keyrack.protocol.command.Verify;
import org.keyrack.protocol.command.VerifyReceipt;

/** Every codec: what was written is read back, and bytes are either refused or written back as they were. */
class CodecPropertiesTest {
    /** A codec: reads the bytes and writes what it read. */
    private interface Codec {
        Bytes reencode(Bytes bytes) throws ProtocolFailure;
    }

    private static final Map<String, Codec> CODECS = Map.ofEntries(
            Map.entry("Header", b -> Header.decode(b).encode()),
            Map.entry("AppletInfo", b -> AppletInfo.decode(b).encode()),
            Map.entry("Initiation", b -> Initiation.decode(b).encode()),
            Map.entry("ExportedKey", b -> ExportedKey.decode(b).encode()),
            Map.entry("ImportedKey", b -> ImportedKey.decode(b).encode()),
            Map.entry("AsIdentity", b -> AsIdentity.decode(b).encode()),
            Map.entry("AsProtection", b -> AsProtection.decode(b).encode()),
            Map.entry("OpenedSession", b -> OpenedSession.decode(b).encode()),
            Map.entry("SealedRecord", b -> SealedRecord.decode(b).encode()),
            Map.entry("KeyDirectoryEntry", b -> KeyDirectoryEntry.decode(b).encode()),
            Map.entry("KeyDirectoryPage", b -> KeyDirectoryEntry.encodePage(KeyDirectoryEntry.decodePage(b))),
            Map.entry("EiIdentity", b -> EiIdentity.decode(b).encode()),
            Map.entry("LocationEntry", b -> LocationEntry.decode(b).encode()),
            Map.entry("LocationPage", b -> LocationEntry.encodePage(LocationEntry.decodePage(b))),
            Map.entry("LastDownload", b -> LastDownload.decode(b).encode()));

    private static Map<String, Bytes> examples(Random random) {
        KeyType type = random.nextBoolean() ? KeyType.AES_128 : KeyType.AES_256;
        Suite suite = random.nextBoolean() ? Suite.AES_128 : Suite.AES_256;
        int ref2 = random.nextInt(3) == 0 ? 0 : 1 + random.nextInt(0xFFFF);
        Header header = new Header(
                suite,
                random.nextInt(256),
                random.nextBoolean(),
                ref2 == 0,
                random.nextInt(0x10000),
                ref2,
                random.nextInt(0x10000),
                type,
                1 + random.nextInt(255),
                random.nextInt() & 0xFFFFFFFFL);
        SerialNumber sn = SerialNumber.of(bytes(random, 8));
        Kcv kcv = new Kcv(bytes(random, 3));
        Initiation initiation =
                new Initiation(suite, random.nextInt(256), kcv, sn, bytes(random, 16), bytes(random, 8));
        KeyDirectoryEntry key = new KeyDirectoryEntry(
                random.nextInt(0x8000),
                "KEY " + random.nextInt(1000),
                random.nextInt(0x10000),
                type,
                1 + random.nextInt(255),
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextBoolean() ? Set.of(1, 4) : Set.of(),
                kcv,
                random.nextInt() & 0xFFFFFFFFL);
        LocationEntry free = LocationEntry.free(
                1 + random.nextInt(0x8000), random.nextInt(0x10000), EnumSet.of(type), random.nextBoolean());
        LocationEntry used = LocationEntry.free(0xFFFF, 1, EnumSet.allOf(KeyType.class), true)
                .holding(type, 9, kcv);
        return Map.ofEntries(
                Map.entry("Header", header.encode()),
                Map.entry("AppletInfo", new AppletInfo(Role.EI, LifeCycleState.TERMINATED).encode()),
                Map.entry("Initiation", initiation.encode()),
                Map.entry(
                        "ExportedKey",
                        new ExportedKey(
                                        header,
                                        bytes(random, type.length()),
                                        bytes(random, 16),
                                        bytes(random, 16),
                                        bytes(random, 16))
                                .encode()),
                Map.entry(
                        "ImportedKey",
                        new ImportedKey(
                                        1 + random.nextInt(255),
                                        kcv,
                                        bytes(random, 16),
                                        random.nextBoolean() ? Optional.of(initiation) : Optional.empty())
                                .encode()),
                Map.entry(
                        "AsIdentity",
                        new AsIdentity(
                                        bytes(random, 4),
                                        random.nextBoolean() ? "" : "Bench AS",
                                        LifeCycleState.OPERATIONAL,
                                        random.nextInt(4),
                                        random.nextInt(4),
                                        random.nextInt(4),
                                        random.nextInt(0x10000),
                                        random.nextInt() & 0xFFFFFFFFL,
                                        List.of(
                                                new TransportKeySlot(1, suite, 1, kcv),
                                                new TransportKeySlot(4, suite, 255, kcv)))
                                .encode()),
                Map.entry("AsProtection", protection(random, kcv).encode()),
                Map.entry("OpenedSession", new OpenedSession(bytes(random, 16), bytes(random, 8)).encode()),
                Map.entry("SealedRecord", sealedRecord(random, key, suite).encode()),
                Map.entry("KeyDirectoryEntry", key.encode()),
                Map.entry("KeyDirectoryPage", KeyDirectoryEntry.encodePage(List.of(key))),
                Map.entry(
                        "EiIdentity",
                        (random.nextBoolean()
                                        ? new EiIdentity(
                                                sn, LifeCycleState.OPERATIONAL, Optional.of(suite), 3, kcv, 0xFFFF, 24)
                                        : new EiIdentity(sn, LifeCycleState.BLANK, Optional.empty(), 0, Kcv.NONE, 0, 0))
                                .encode()),
                Map.entry("LocationEntry", (random.nextBoolean() ? free : used).encode()),
                Map.entry("LocationPage", LocationEntry.encodePage(List.of(free, used))),
                Map.entry(
                        "LastDownload",
                        new LastDownload(header, bytes(random, 16), bytes(random, 16), bytes(random, 16)).encode()));
    }

    private static AsProtection protection(Random random, Kcv kcv) {
        List<AsProtection.Slot> slots = new ArrayList<>();
        slots.add(AsProtection.Slot.EMPTY);
        for (AsProtection.Origin origin : AsProtection.Origin.values()) {
            slots.add(new AsProtection.Slot(Optional.of(origin), random.nextBoolean()));
        }
        return new AsProtection(
                random.nextBoolean() ? EnumSet.allOf(Lock.class) : Set.of(),
                random.nextBoolean() ? EnumSet.allOf(PinReference.class) : Set.of(PinReference.CUSTODIAN),
                random.nextBoolean(),
                kcv,
                slots);
    }

    private static SealedRecord sealedRecord(Random random, KeyDirectoryEntry key, Suite suite) {
        Bytes n = bytes(random, 16);
        SealedHeader header = random.nextBoolean()
                ? new SealedHeader.OfTransportKey(Set.of(Lock.ALLOW), n, 4, suite, 0xFE, key.kcv())
                : new SealedHeader.OfApplicationKey(
                        Set.of(),
                        n,
                        key.withExportsLeft(0),
                        List.of(bytes(random, 16), Bytes.zero(16), bytes(random, 16), Bytes.zero(16)));
        return new SealedRecord(header, bytes(random, header.keyLength()), bytes(random, 16));
    }

    private static Bytes bytes(Random random, int length) {
        return Bytes.of(Seeded.bytes(random, length));
    }

    @Test
    void everyAnswerIsReadBackAsItWasWritten() {
        Seeded.repeat(100, random -> {
            for (Map.Entry<String, Bytes> example : examples(random).entrySet()) {
                Bytes right = example.getValue();
                assertEquals(right, CODECS.get(example.getKey()).reencode(right), example.getKey());
            }
        });
    }

    @Test
    void everyOtherLengthIsRefused() {
        Seeded.repeat(20, CodecPropertiesTest::otherLengthsAreRefused);
    }

    private static void otherLengthsAreRefused(Random random) {
        for (Map.Entry<String, Bytes> example : examples(random).entrySet()) {
            Bytes right = example.getValue();
            Codec codec = CODECS.get(example.getKey());
            for (int length = 0; length < right.length(); length++) {
                Bytes shorter = right.slice(0, length);
                // A page of one entry less, an identity of one T less and an answer without its next are whole ones.
                boolean whole = Set.of("LocationPage 11", "AsIdentity 36", "AsIdentity 30", "ImportedKey 20")
                        .contains(example.getKey() + " " + length);
                if (!whole) {
                    assertThrows(ProtocolFailure.class, () -> codec.reencode(shorter), example.getKey() + " " + length);
                }
            }
            assertThrows(ProtocolFailure.class, () -> codec.reencode(Bytes.concat(right, Bytes.zero(1))));
        }
    }

    /** No bit is ignored: a changed bit is refused, or seen in what is written again. */
    @Test
    void noBitIsIgnored() {
        Seeded.repeat(20, random -> {
            for (Map.Entry<String, Bytes> example : examples(random).entrySet()) {
                for (int bit = 0; bit < 8 * example.getValue().length(); bit++) {
                    byte[] changed = example.getValue().toArray();
                    changed[bit / 8] ^= (byte) (1 << (bit % 8));
                    assertKeptOrRefused(example.getKey(), Bytes.of(changed));
                }
            }
        });
    }

    @Test
    void anyBytesAreRefusedOrReadWhole() {
        Seeded.repeat(500, random -> {
            Bytes any = bytes(random, Seeded.between(random, 0, 100));
            for (String name : CODECS.keySet()) {
                assertKeptOrRefused(name, any);
            }
        });
    }

    private static void assertKeptOrRefused(String name, Bytes bytes) {
        try {
            assertEquals(bytes, CODECS.get(name).reencode(bytes), name);
        } catch (ProtocolFailure refused) {
            // That is the other right answer.
            assertEquals(ProtocolFailure.class, refused.getClass());
        }
    }

    private static List<Command> commands() {
        Header header = new Header(Suite.AES_128, 1, false, false, 3, 5, 0x0101, KeyType.AES_128, 2, 42);
        KeyDirectoryEntry key = new KeyDirectoryEntry(
                3, "K", 1, KeyType.AES_256, 1, true, false, Set.of(2), Kcv.NONE, KeyDirectoryEntry.NO_LIMIT);
        SerialNumber sn = SerialNumber.parse("0011 2233 4455 6677");
        Bytes sixteen = Bytes.ofHex("000102030405060708090a0b0c0d0e0f");
        byte[] pin = Pin.padded("1234".toCharArray());
        return List.of(
                new SelectApplet(Role.AS),
                new Initiate(),
                new ExportKey(Suite.AES_256, 4, sn, 3, 5, sixteen, Bytes.zero(8)),
                new ImportKey(5, Bytes.concat(header.encode(), sixteen, sixteen), sixteen, true),
                new VerifyReceipt(Suite.AES_128, 1, sn, sixteen, header, sixteen, sixteen),
                GetData.asIdentity(),
                GetData.keyDirectory(0),
                GetData.keyDirectory(8),
                GetData.eiIdentity(),
                GetData.locations(23),
                GetData.lastDownload(0xABCD),
                new Verify(PinReference.OPERATOR, pin),
                Verify.status(PinReference.ADMINISTRATOR),
                ChangePin.of(PinReference.OPERATOR, pin, pin),
                new ResetRetryCounter(pin),
                new PutAsIdentity(Bytes.zero(4), "AS"),
                new PutSerialNumber(sn),
                new PutLocation(LocationEntry.free(5, 1, EnumSet.allOf(KeyType.class), true)),
                new PutPin(PinReference.CUSTODIAN, pin),
                new PutLocks(EnumSet.of(Lock.EXPORT_SEALED)),
                new OpenSession(sixteen),
                new StoreSuccessor(2, 1, Suite.AES_256, 0xFE, Kcv.NONE, 9, "NEXT T", 15),
                new StoreBackupKey(Kcv.NONE),
                new Clear(new KeyPlace.TransportKeySlot(4)),
                new Clear(new KeyPlace.ApplicationKey(0xABCD)),
                new Clear(new KeyPlace.BackupKey()),
                new Allow(3, 9),
                new PutExportsLeft(9, 0xFFFFFFFFL),
                new ExportSealed(new KeyPlace.TransportKeySlot(1)),
                new ExportSealed(new KeyPlace.ApplicationKey(3)),
                new ImportSealed(sealedRecord(new Random(1), key, Suite.AES_128)),
                new ImportSealed(sealedRecord(new Random(2), key, Suite.AES_256)),
                GetData.asProtection(),
                LoadComponent.of(true, sixteen.toArray(), Kcv.NONE),
                new GenerateKey(KeyType.AES_256),
                new StoreTransportKey(0, Suite.AES_128, 1, Kcv.NONE),
                new StoreKey(key),
                new SetState(LifeCycleState.LOADING));
    }

    @Test
    void everyCommandIsParsedBackAndOtherLengthsAreRefused() throws ProtocolFailure {
        for (Command command : commands()) {
            CommandApdu apdu = command.toApdu();
            Command parsed = Command.parse(apdu);
            assertEquals(command.getClass(), parsed.getClass());
            assertEquals(apdu, parsed.toApdu());
            byte[] longer = java.util.Arrays.copyOf(apdu.data(), apdu.data().length + 3);
            assertThrows(
                    ProtocolFailure.class,
                    () -> Command.parse(
                            new CommandApdu(apdu.cla(), apdu.ins(), apdu.p1(), apdu.p2(), longer, apdu.answerDue())),
                    command.name());
            assertThrows(
                    ProtocolFailure.class,
                    () -> Command.parse(
                            new CommandApdu(apdu.cla(), apdu.ins(), 0xEE, 0xEE, apdu.data(), apdu.answerDue())),
                    command.name());
        }
    }

    @Test
    void noPinThatIsNotFourToEightDigitsIsTakenAndNoneIsShown() {
        Seeded.repeat(400, CodecPropertiesTest::aPinIsTakenExactlyWhenItIsOne);
    }

    private static void aPinIsTakenExactlyWhenItIsOne(Random random) {
        boolean digits = random.nextBoolean();
        char[] pin = Seeded.text(random, 12).toCharArray();
        for (int i = 0; digits && i < pin.length; i++) {
            pin[i] = (char) ('0' + random.nextInt(10));
        }
        boolean right = pin.length >= 4 && pin.length <= 8 && new String(pin).matches("[0-9]*");
        if (right) {
            assertEquals(8, Pin.padded(pin).length);
        } else {
            IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> Pin.padded(pin));
            assertEquals("This is not a PIN. Enter 4 to 8 digits.", refused.getMessage());
        }
    }
}
