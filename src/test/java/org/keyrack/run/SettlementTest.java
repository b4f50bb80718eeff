package org.keyrack.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.keyrack.journal.KeyResult.Loaded;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Header;
import org.keyrack.protocol.Kcv;
import org.keyrack.protocol.KeyType;
import org.keyrack.protocol.Suite;
import org.keyrack.protocol.answer.ExportedKey;
import org.keyrack.protocol.answer.ImportedKey;
import org.keyrack.protocol.answer.Initiation;
import org.keyrack.protocol.answer.LastDownload;
import org.keyrack.protocol.answer.LocationEntry;
import org.keyrack.protocol.apdu.StatusWordFailure;
import org.keyrack.protocol.command.Instruction;
import org.keyrack.protocol.reference.ReferenceEi;
import org.keyrack.protocol.reference.Units;
import org.keyrack.unit.EiSession;

/** GET DATA 0203 settles a download when its R, its header and its receipt are all this download's. */
class SettlementTest {
    private final ReferenceEi card;
    private final ScriptedCard ei;
    private final EiSession session;
    private final Initiation initiation;
    private final ExportedKey exported;
    private final ImportedKey imported;

    SettlementTest() throws Exception {
        card = Units.ei(Suite.AES_128, Units.SN);
        ei = new ScriptedCard("EI", card, line -> {});
        session = EiSession.select(ei);
        initiation = session.initiate();
        exported = Units.export(Units.as(), initiation, 3, 5);
        imported = session.importKey(exported, false);
    }

    private Optional<Loaded> settle() throws Exception {
        return Settlement.settle(session, exported.header(), initiation.r(), exported.v());
    }

    /** What 0203 answers instead of the truth. */
    private void says(Header header, Bytes r, Bytes receipt) {
        ei.on(
                Instruction.GETDATA,
                ScriptedCard.data(new LastDownload(header, r, exported.sas(), receipt)
                        .encode()
                        .toArray()));
    }

    private static Header otherCounter(Header h) {
        return new Header(
                h.suite(),
                h.tVersion(),
                h.diversified(),
                h.transportKey(),
                h.ref1(),
                h.ref2(),
                h.appId(),
                h.keyType(),
                h.keyVersion(),
                h.ctr() + 1);
    }

    @Test
    void aDownloadWhoseThreePartsAreThereIsIn() throws Exception {
        assertEquals(Optional.of(new Loaded(2, Units.kcv(Units.TA128), imported.receipt(), true)), settle());
        says(exported.header(), initiation.r(), imported.receipt());
        assertEquals(Optional.of(new Loaded(2, Units.kcv(Units.TA128), imported.receipt(), true)), settle());
    }

    @Test
    void anotherRandomIsAnotherDownload() throws Exception {
        says(exported.header(), Bytes.zero(16), imported.receipt());
        assertEquals(Optional.empty(), settle());
    }

    @Test
    void anotherHeaderIsAnotherDownload() throws Exception {
        says(otherCounter(exported.header()), initiation.r(), imported.receipt());
        assertEquals(Optional.empty(), settle());
    }

    @Test
    void aReceiptThatDoesNotMatchVProvesNothing() throws Exception {
        says(exported.header(), initiation.r(), Bytes.zero(16));
        assertEquals(Optional.empty(), settle());
    }

    @Test
    void aLocationThatNeverReceivedAKeyHasNone() throws Exception {
        Header other = new Header(Suite.AES_128, 1, false, false, 3, 6, 0x0101, KeyType.AES_128, 2, 1);
        assertEquals(Optional.empty(), Settlement.settle(session, other, initiation.r(), exported.v()));
    }

    @Test
    void anyOtherStatusWordIsNoAnswer() {
        ei.on(Instruction.GETDATA, ScriptedCard.answered(0x6F00));
        assertThrows(StatusWordFailure.class, this::settle);
    }

    @Test
    void theCheckValueIsThatOfTheLocationAndOfNoOther() throws Exception {
        LocationEntry another = LocationEntry.free(4, 0x0101, java.util.EnumSet.of(KeyType.AES_128), false)
                .holding(KeyType.AES_128, 9, Units.kcv(Units.t(Suite.AES_128)));
        ei.on(
                Instruction.GETDATA,
                ScriptedCard.passed(),
                ScriptedCard.data(another.encode().toArray()));
        assertEquals(Kcv.NONE, settle().orElseThrow().kcv());
    }
}
