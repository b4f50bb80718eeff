package org.keyrack.protocol;

import static org.keyrack.protocol.ProtocolStep.CAS;
import static org.keyrack.protocol.ProtocolStep.EXPORTKEY;
import static org.keyrack.protocol.ProtocolStep.IDENTITY;
import static org.keyrack.protocol.ProtocolStep.INITIATE;
import static org.keyrack.protocol.ProtocolStep.PERSONALIZATION;
import static org.keyrack.protocol.ProtocolStep.PIN;
import static org.keyrack.protocol.ProtocolStep.R;
import static org.keyrack.protocol.ProtocolStep.RECEIPT;
import static org.keyrack.protocol.ProtocolStep.REF2;
import static org.keyrack.protocol.ProtocolStep.SAS;
import static org.keyrack.protocol.ProtocolStep.SELECT;
import static org.keyrack.protocol.ProtocolStep.SN;
import static org.keyrack.protocol.ProtocolStep.STORE;

import java.util.ArrayList;
import java.util.List;
import org.keyrack.protocol.StatusWordTable.Cause;
import org.keyrack.protocol.StatusWordTable.Meaning;

/** The rows of {@link StatusWordTable}, command by command in the order of protocol.md. */
final class StatusWordRows {
    static final String ALTERED = "ei.altered";
    static final String SWAPPED = "ei.swapped";
    static final String ANOTHER_SET = "ei.anotherSet";
    static final String NOT_NEWER = "ei.versionNotNewer";
    static final String WRITE_ONCE = "ei.writeOnce";
    static final String COUNTER_USED_UP = "as.counterUsedUp";
    static final String EXPORTS_USED_UP = "as.exportsUsedUp";
    static final String KEY_BARRED = "as.keyBarred";

    private static final String SUITE = "unit.suiteNotSupported";
    private static final String NOT_OPERATIONAL = "unit.notOperational";
    private static final String NOT_PERSONALIZABLE = "unit.notPersonalizable";
    private static final String NO_DUAL_CONTROL = "as.noDualControl";
    private static final String NO_SESSION = "session.none";
    private static final String SESSION_ALTERED = "session.altered";
    private static final String NO_ROOM = "unit.noRoom";
    private static final String NO_AES_256 = "unit.noAes256";
    private static final String ACTS = "as.actsUsedUp";
    private static final String KEY_KCV = "key.kcvWrong";
    private static final String KEY_LENGTH = "key.lengthWrong";

    private final List<Meaning> rows = new ArrayList<>();

    private StatusWordRows() {}

    static List<Meaning> meanings() {
        StatusWordRows rows = new StatusWordRows();
        rows.reading();
        rows.download();
        rows.audit();
        rows.pins();
        rows.personalization();
        return List.copyOf(rows.rows);
    }

    private void reading() {
        add("SELECT", 0x6A82, SELECT, "card.noApplet");
        common("SELECT", SELECT);
        add("GET DATA", 0x6310, IDENTITY, "unit.moreEntries");
        add("GET DATA", 0x6A88, IDENTITY, "unit.noSuchData");
        add("GET DATA", 0x6700, IDENTITY, "unit.wrongLength");
        unknown("GET DATA", IDENTITY);
    }

    private void download() {
        add("INITIATE", 0x6985, INITIATE, NOT_OPERATIONAL);
        common("INITIATE", INITIATE);

        add("EXPORTKEY", 0x6700, EXPORTKEY, "unit.wrongLength");
        add("EXPORTKEY", 0x6982, PIN, "as.operatorNotVerified");
        add("EXPORTKEY", 0x6985, EXPORTKEY, NOT_OPERATIONAL);
        add("EXPORTKEY", 0x6A81, EXPORTKEY, SUITE);
        add("EXPORTKEY", 0x6A88, EXPORTKEY, "as.noSuchKey", "as.noSuchSlot");
        add("EXPORTKEY", 0x6A80, REF2, "as.transportKeyMisplaced");
        add("EXPORTKEY", 0x6986, EXPORTKEY, EXPORTS_USED_UP, KEY_BARRED, COUNTER_USED_UP);
        add("EXPORTKEY", 0x6300, SN, "as.proofWrong");
        unknown("EXPORTKEY", EXPORTKEY);

        add("IMPORTKEY", 0x6985, STORE, NOT_OPERATIONAL);
        add("IMPORTKEY", 0x6A81, STORE, "ei.anotherSuite");
        add("IMPORTKEY", 0x6A80, STORE, "ei.headerMalformed");
        add("IMPORTKEY", 0x6A88, REF2, "ei.noSuchLocation");
        add("IMPORTKEY", 0x6984, R, "ei.noRandom");
        rows.add(new Meaning(
                "IMPORTKEY",
                0x6988,
                List.of(new Cause(ALTERED, CAS), new Cause(SWAPPED, SN), new Cause(ANOTHER_SET, SN))));
        add("IMPORTKEY", 0x6981, REF2, "ei.keyDoesNotFit");
        add("IMPORTKEY", 0x6986, REF2, NOT_NEWER, WRITE_ONCE);
        add("IMPORTKEY", 0x6300, SAS, "ei.signatureWrong");
        common("IMPORTKEY", STORE);
    }

    private void audit() {
        add("VERIFYRECEIPT", 0x6700, RECEIPT, "unit.wrongLength");
        add("VERIFYRECEIPT", 0x6982, PIN, "as.noPinVerified");
        add("VERIFYRECEIPT", 0x6985, RECEIPT, NOT_OPERATIONAL);
        add("VERIFYRECEIPT", 0x6A81, RECEIPT, SUITE);
        add("VERIFYRECEIPT", 0x6A88, RECEIPT, "as.noTransportKeyOfReceipt");
        add("VERIFYRECEIPT", 0x6300, RECEIPT, "as.receiptWrong");
        unknown("VERIFYRECEIPT", RECEIPT);
    }

    private void pins() {
        for (String command : List.of("VERIFY", "CHANGE")) {
            add(command, 0x63C0, PIN, "pin.nowBlocked");
            add(command, 0x63C1, PIN, "pin.oneTryLeft");
            add(command, 0x63C2, PIN, "pin.twoTriesLeft");
            add(command, 0x6983, PIN, "pin.blocked");
        }
        add("VERIFY", 0x63C3, PIN, "pin.notVerified");
        add("VERIFY", 0x6982, PIN, NO_SESSION);
        add("CHANGE", 0x6982, PIN, NO_SESSION);
        add("RESET RETRY COUNTER", 0x6982, PIN, "as.administratorNotVerified", NO_SESSION);
        add("RESET RETRY COUNTER", 0x6986, PIN, ACTS);
        for (String command : List.of("VERIFY", "CHANGE", "RESET RETRY COUNTER")) {
            add(command, 0x6700, PIN, "pin.malformed");
            add(command, 0x6985, PIN, "pin.notSet");
            add(command, 0x6988, PIN, SESSION_ALTERED);
            add(command, 0x6A86, PIN, "unit.wrongParameters");
            unknown(command, PIN);
        }
    }

    private void personalization() {
        for (String command : List.of(
                "PUT DATA",
                "LOAD COMPONENT",
                "GENERATE",
                "STORE T",
                "STORE TA",
                "STORE KBK",
                "CLEAR",
                "ALLOW",
                "EXPORTS LEFT")) {
            add(command, 0x6982, PIN, NO_DUAL_CONTROL, NO_SESSION);
            add(command, 0x6985, PERSONALIZATION, NOT_PERSONALIZABLE);
            add(command, 0x6988, PERSONALIZATION, SESSION_ALTERED);
            common(command, PERSONALIZATION);
        }
        entering();
        keys();
        sealedRecords();
        states();
    }

    private void entering() {
        add("PUT DATA", 0x6A80, PERSONALIZATION, "ei.locationMalformed", "as.lockUnknown", "unit.labelMalformed");
        add("PUT DATA", 0x6986, PERSONALIZATION, "ei.locationOccupied", "ei.serialNumberFixed", "pin.alreadySet", ACTS);
        add("PUT DATA", 0x6A84, PERSONALIZATION, NO_ROOM);
        add("LOAD COMPONENT", 0x6A80, PERSONALIZATION, "component.kcvWrong", "component.outOfOrder", "component.zero");
        add("LOAD COMPONENT", 0x6A81, PERSONALIZATION, NO_AES_256);
    }

    private void keys() {
        add("GENERATE", 0x6A81, PERSONALIZATION, NO_AES_256);
        add("STORE T", 0x6A80, PERSONALIZATION, KEY_KCV, KEY_LENGTH, "key.singleComponent", "key.noSuccessor");
        add("STORE T", 0x6A81, PERSONALIZATION, SUITE, NO_AES_256);
        add("STORE T", 0x6A88, PERSONALIZATION, "as.noPredecessor");
        add("STORE T", 0x6986, PERSONALIZATION, ACTS);
        add("STORE T", 0x6A84, PERSONALIZATION, NO_ROOM);
        add("STORE TA", 0x6A80, PERSONALIZATION, KEY_KCV, KEY_LENGTH, "key.singleComponent", "key.entryMalformed");
        add("STORE TA", 0x6A81, PERSONALIZATION, NO_AES_256);
        add("STORE TA", 0x6986, PERSONALIZATION, ACTS);
        add("STORE TA", 0x6A84, PERSONALIZATION, NO_ROOM);
        add("STORE KBK", 0x6A80, PERSONALIZATION, KEY_KCV, "key.noBackupKey");
        add("STORE KBK", 0x6A81, PERSONALIZATION, NO_AES_256);
        add("STORE KBK", 0x6986, PERSONALIZATION, ACTS);
        add("CLEAR", 0x6A88, PERSONALIZATION, "as.nothingToClear");
        add("CLEAR", 0x6986, PERSONALIZATION, ACTS);
        add("ALLOW", 0x6A88, PERSONALIZATION, "as.noSuchKey", "as.noSuchSlot");
        add("ALLOW", 0x6986, PERSONALIZATION, "as.allowLocked", ACTS);
        add("EXPORTS LEFT", 0x6A88, PERSONALIZATION, "as.noSuchKey");
        add("EXPORTS LEFT", 0x6986, PERSONALIZATION, ACTS);
    }

    private void sealedRecords() {
        add("EXPORT SEALED", 0x6982, PIN, NO_DUAL_CONTROL, "as.operatorNotVerified", NO_SESSION);
        add("EXPORT SEALED", 0x6985, PERSONALIZATION, NOT_PERSONALIZABLE);
        add("EXPORT SEALED", 0x6988, PERSONALIZATION, SESSION_ALTERED);
        add("EXPORT SEALED", 0x6A88, PERSONALIZATION, "as.noSuchKey", "as.noBackupKey");
        add("EXPORT SEALED", 0x6986, PERSONALIZATION, "as.barredFromSealing", "as.sealingLocked", ACTS);
        common("EXPORT SEALED", PERSONALIZATION);
        add("IMPORT SEALED", 0x6982, PIN, NO_DUAL_CONTROL, NO_SESSION);
        add("IMPORT SEALED", 0x6985, PERSONALIZATION, NOT_PERSONALIZABLE);
        add("IMPORT SEALED", 0x6988, PERSONALIZATION, "record.altered", SESSION_ALTERED);
        add("IMPORT SEALED", 0x6A80, PERSONALIZATION, "record.unknown", KEY_KCV);
        add("IMPORT SEALED", 0x6A81, PERSONALIZATION, NO_AES_256);
        add("IMPORT SEALED", 0x6A88, PERSONALIZATION, "as.noBackupKey");
        add("IMPORT SEALED", 0x6986, PERSONALIZATION, "record.lockMissing", "record.placeTaken", ACTS);
        add("IMPORT SEALED", 0x6A84, PERSONALIZATION, NO_ROOM);
        common("IMPORT SEALED", PERSONALIZATION);
    }

    private void states() {
        add("SET STATE", 0x6982, PIN, NO_DUAL_CONTROL, NO_SESSION);
        add("SET STATE", 0x6985, PERSONALIZATION, "state.incomplete", "state.notAllowed");
        add("SET STATE", 0x6986, PERSONALIZATION, ACTS);
        add("SET STATE", 0x6988, PERSONALIZATION, SESSION_ALTERED);
        common("SET STATE", PERSONALIZATION);
        add("OPEN SESSION", 0x6985, PERSONALIZATION, NOT_PERSONALIZABLE);
        add("OPEN SESSION", 0x6A88, PERSONALIZATION, "session.noKperso");
        common("OPEN SESSION", PERSONALIZATION);
    }

    /** The status words that every command can have. */
    private void common(String command, ProtocolStep step) {
        add(command, 0x6700, step, "unit.wrongLength");
        add(command, 0x6A86, step, "unit.wrongParameters");
        unknown(command, step);
    }

    private void unknown(String command, ProtocolStep step) {
        add(command, 0x6D00, step, "unit.unknownInstruction");
        add(command, 0x6E00, step, "unit.unknownClass");
        add(command, 0x6F00, step, "unit.internalError");
    }

    private void add(String command, int sw, ProtocolStep step, String... causes) {
        rows.add(new Meaning(
                command,
                sw,
                List.of(causes).stream().map(id -> new Cause(id, step)).toList()));
    }
}
