package org.keyrack.unit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Header;
import org.keyrack.protocol.Kcv;
import org.keyrack.protocol.KeyType;
import org.keyrack.protocol.LifeCycleState;
import org.keyrack.protocol.Role;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.protocol.Suite;
import org.keyrack.protocol.answer.AppletInfo;
import org.keyrack.protocol.answer.EiIdentity;
import org.keyrack.protocol.answer.ExportedKey;
import org.keyrack.protocol.answer.ImportedKey;
import org.keyrack.protocol.answer.Initiation;
import org.keyrack.protocol.answer.LastDownload;
import org.keyrack.protocol.apdu.ApduChannel;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.protocol.apdu.ProtocolFailure;
import org.keyrack.protocol.apdu.ResponseApdu;
import org.keyrack.protocol.command.ExportKey;

/** Answers of 9000 with every number of bytes that a short APDU holds: only the right ones are taken, no other throws more. */
class SessionAnswersTest {
    private static final int MOST = 256;
    private static final SerialNumber SN = SerialNumber.parse("0011223344556677");
    private static final Bytes R = Bytes.ofHex("f0e1d2c3b4a5968778695a4b3c2d1e0f");
    private static final Header HEADER =
            new Header(Suite.AES_128, 1, false, false, 3, 5, 0x0101, KeyType.AES_128, 2, 42);
    private static final ExportedKey EXPORTED =
            new ExportedKey(HEADER, Bytes.zero(16), Bytes.zero(16), Bytes.zero(16), Bytes.zero(16));
    private static final Initiation INITIATION =
            new Initiation(Suite.AES_128, 1, new Kcv(Bytes.ofHex("be7ed6")), SN, R, Bytes.zero(8));
    private static final ImportedKey IMPORTED =
            new ImportedKey(2, new Kcv(Bytes.ofHex("ebabd6")), Bytes.zero(16), Optional.empty());
    private static final EiIdentity IDENTITY = new EiIdentity(
            SN, LifeCycleState.OPERATIONAL, Optional.of(Suite.AES_128), 1, new Kcv(Bytes.ofHex("be7ed6")), 0, 2);

    /** One command of a session whose card gives these bytes and 9000. */
    private interface Command<T> {
        T send(byte[] answer) throws CardFailure;
    }

    /** A card that answers SELECT as its role, and everything else with these bytes. */
    private static ApduChannel card(Role role, byte[] answer) {
        byte[] selected =
                new AppletInfo(role, LifeCycleState.OPERATIONAL).encode().toArray();
        return command -> new ResponseApdu(command.ins() == 0xA4 ? selected : answer, 0x9000);
    }

    private static AsSession as(byte[] answer) throws CardFailure {
        return AsSession.select(card(Role.AS, answer));
    }

    private static EiSession ei(byte[] answer) throws CardFailure {
        return EiSession.select(card(Role.EI, answer));
    }

    private static ExportKey export(int ref1, int ref2) {
        return new ExportKey(Suite.AES_128, 1, SN, ref1, ref2, R, Bytes.zero(8));
    }

    /** The lengths that are taken of a right answer cut short, or with zeros behind it. */
    private static <T> Set<Integer> lengthsTaken(Bytes right, Command<T> command) {
        Set<Integer> taken = new TreeSet<>();
        for (int length = 0; length <= MOST; length++) {
            byte[] answer = Arrays.copyOf(right.toArray(), length);
            try {
                command.send(answer);
                taken.add(length);
            } catch (ProtocolFailure refused) {
                assertTrue(refused.getMessage().length() > 10, refused.getMessage());
            } catch (CardFailure other) {
                throw new AssertionError(length + " bytes", other);
            }
        }
        return taken;
    }

    @Test
    void exportkeyTakesItsOwnLengthAlone() {
        assertEquals(
                Set.of(80), lengthsTaken(EXPORTED.encode(), answer -> as(answer).exportKey(export(3, 5))));
    }

    @Test
    void initiateTakesItsOwnLengthAlone() {
        assertEquals(
                Set.of(38),
                lengthsTaken(INITIATION.encode(), answer -> ei(answer).initiate()));
    }

    @Test
    void importkeyTakesTheLengthThatWasAskedForAlone() {
        assertEquals(
                Set.of(20), lengthsTaken(IMPORTED.encode(), answer -> ei(answer).importKey(EXPORTED, false)));
        Bytes withNext = Bytes.concat(IMPORTED.encode(), INITIATION.encode());
        assertEquals(Set.of(58), lengthsTaken(withNext, answer -> ei(answer).importKey(EXPORTED, true)));
    }

    @Test
    void getDataTakesItsOwnLengthAlone() {
        assertEquals(
                Set.of(17), lengthsTaken(IDENTITY.encode(), answer -> ei(answer).identity()));
        Bytes last = new LastDownload(HEADER, R, Bytes.zero(16), Bytes.zero(16)).encode();
        assertEquals(Set.of(64), lengthsTaken(last, answer -> ei(answer).lastDownload(5)));
        assertEquals(
                Set.of(11, 22),
                lengthsTaken(
                        Bytes.ofHex("0005010101000000000000" + "0006010201000000000000"),
                        answer -> ei(answer).locations()));
    }

    @Test
    void answersForAnotherKeyLocationSuiteOrVersionAreRefused() {
        byte[] answer = EXPORTED.encode().toArray();
        assertThrows(ProtocolFailure.class, () -> as(answer).exportKey(export(4, 5)));
        assertThrows(ProtocolFailure.class, () -> as(answer).exportKey(export(3, 6)));
        assertThrows(
                ProtocolFailure.class,
                () -> as(answer).exportKey(new ExportKey(Suite.AES_256, 1, SN, 3, 5, R, Bytes.zero(8))));
        byte[] older = IMPORTED.encode().toArray();
        older[0] = 1;
        assertThrows(ProtocolFailure.class, () -> ei(older).importKey(EXPORTED, false));
    }

    /** Version, suite, flags, transport flag and REF2, keyType and length, keyVersion. */
    @Test
    void everyHeaderThatBreaksTheRulesIsRefusedFromTheAs() {
        int[][] wrong = {{0, 0}, {0, 2}, {1, 0}, {1, 3}, {3, 2}, {3, 4}, {3, 0x80}, {10, 0}, {10, 2}, {10, 3}, {11, 0}};
        for (int[] change : wrong) {
            byte[] answer = EXPORTED.encode().toArray();
            answer[change[0]] = (byte) change[1];
            assertThrows(
                    ProtocolFailure.class,
                    () -> as(answer).exportKey(export(3, 5)),
                    () -> "byte " + change[0] + " is " + change[1]);
        }
    }
}
