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
        add("RESET RETRY COUNTER", 0x6982, PIN, "as.administratorNotVerified");
        for (String command : List.of("VERIFY", "CHANGE", "RESET RETRY COUNTER")) {
            add(command, 0x6700, PIN, "pin.malformed");
            add(command, 0x6985, PIN, "pin.notSet");
            add(command, 0x6A86, PIN, "unit.wrongParameters");
            unknown(command, PIN);
        }
    }

    private void personalization() {
        personalize("PUT DATA");
        personalize("LOAD COMPONENT");
        personalize("GENERATE");
        personalize("STORE T");
        personalize("STORE TA");
        add("PUT DATA", 0x6A80, PERSONALIZATION, "ei.locationMalformed");
        add("PUT DATA", 0x6986, PERSONALIZATION, "ei.locationOccupied");
        add("PUT DATA", 0x6A84, PERSONALIZATION, "unit.noRoom");
        add("LOAD COMPONENT", 0x6A80, PERSONALIZATION, "component.kcvWrong", "component.outOfOrder");
        add("STORE T", 0x6A80, PERSONALIZATION, "key.kcvWrong", "key.lengthWrong");
        add("STORE T", 0x6A81, PERSONALIZATION, SUITE);
        add("STORE TA", 0x6A80, PERSONALIZATION, "key.kcvWrong", "key.lengthWrong", "key.entryMalformed");
        add("STORE TA", 0x6A84, PERSONALIZATION, "unit.noRoom");
        add("SET STATE", 0x6982, PIN, "as.administratorNotVerified");
        add("SET STATE", 0x6985, PERSONALIZATION, "state.incomplete", "state.notAllowed");
        common("SET STATE", PERSONALIZATION);
    }

    private void personalize(String command) {
        add(command, 0x6982, PIN, "as.administratorNotVerified");
        add(command, 0x6985, PERSONALIZATION, "unit.notPersonalizable");
        common(command, PERSONALIZATION);
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
