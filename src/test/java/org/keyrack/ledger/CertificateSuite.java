package org.keyrack.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.keyrack.evidence.Checkpoint;
import org.keyrack.evidence.LineCertificate;
import org.keyrack.evidence.NoteException;
import org.keyrack.evidence.NoteSignature;
import org.keyrack.evidence.SignedNote;
import org.keyrack.evidence.VerifierKey;
import org.keyrack.journal.RunEvent.Intent;
import org.keyrack.journal.UnitResult;
import org.keyrack.protocol.Bytes;

/** Certificates of modules out of every ledger, whatever database it is in. */
abstract class CertificateSuite extends TreeSuite {
    private static final int MOST_BYTES = 4_096;
    /** Hashes in the proof of one line of a million. */
    private static final int HASHES = 20;

    private static VerifierKey benchKey(LedgerQuery query) throws NoteException {
        return VerifierKey.parse(query.verifierKeys().get(0));
    }

    private ModuleCertificate only(LedgerQuery query, long module) throws Exception {
        List<ModuleCertificate> made = query.certificates(Story.sn(module));
        assertEquals(1, made.size());
        ModuleCertificate certificate = made.get(0);
        LineCertificate file =
                LineCertificate.parse(certificate.certificate().encode().getBytes(StandardCharsets.UTF_8));
        assertEquals(certificate.certificate(), file);
        Checkpoint proven = file.verify(benchKey(query), List.of());
        assertTrue(proven.size() >= certificate.fields().seq());
        return certificate;
    }

    @Test
    void aModuleThatWasLoadedHasACertificateOfItsKeys() throws Exception {
        try (Ledger ledger = Ledger.open(settings("bench-1"))) {
            runBatch(ledger, 1, 2, 3);
            ModuleCertificate certificate = only(ledger.query(), 1);
            assertEquals(Story.sn(1), certificate.fields().sn());
            assertEquals(Story.SET.value().hex(), certificate.fields().setKcv());
            assertEquals(
                    List.of(3, 4, 5),
                    certificate.fields().keys().stream()
                            .map(ModuleCertificate.Key::ref2)
                            .toList());
            runBatch(ledger, 2, 2, 1);
            assertEquals(2, ledger.query().certificates(Story.sn(1)).size(), "one a batch");
        }
    }

    @Test
    void sixteenKeysAndThreeWitnessesTakeFourKilobytesInALedgerOfAMillionLines() throws Exception {
        try (Ledger ledger = Ledger.open(settings("bench-1"))) {
            runBatch(ledger, 1, 1, 16);
            LineCertificate made = only(ledger.query(), 0).certificate();
            List<NoteSignature> signatures = new ArrayList<>(made.checkpoint().signatures());
            for (int witness = 1; witness <= 3; witness++) {
                signatures.add(new NoteSignature("keyrack-witness/auditor-" + witness, Bytes.zero(4), Bytes.zero(72)));
            }
            LineCertificate large = new LineCertificate(
                    made.line(),
                    999_999,
                    Collections.nCopies(HASHES, Bytes.zero(32)),
                    new SignedNote(made.checkpoint().text(), signatures));
            int bytes = large.encode().getBytes(StandardCharsets.UTF_8).length;
            assertTrue(bytes <= MOST_BYTES, bytes + " bytes");
        }
    }

    @Test
    void whatACrashLeftUnknownIsCertifiedOnceItIsSettled() throws Exception {
        Intent known = story.intent(story.download(1, 1, 1));
        Intent lost = story.intent(story.download(1, 2, 1));
        try (Ledger ledger = Ledger.open(settings("bench-1"))) {
            ledger.commit(List.of(story.batch(1, 1, 2), story.unit(1, 2)));
            ledger.commit(List.of(known, story.exported(known), story.loaded(known), lost, story.exported(lost)));
        }
        try (Ledger ledger = Ledger.open(settings("bench-1"))) {
            assertEquals(LedgerProblem.Kind.CERTIFICATE_NOTHING_LOADED, refused(ledger, 1));
            ledger.commit(List.of(story.loaded(lost, true)));
            runBatch(ledger, 2, 0, 0);
            ModuleCertificate certificate = only(ledger.query(), 1);
            assertEquals(2, certificate.fields().keys().size());
            assertTrue(certificate.certificate().line().contains("\"exportedBy\":\"bench-1 1\""));
            assertTrue(certificate.certificate().line().contains("\"state\":\"done\""));
        }
        assertTrue(verify().sound());
    }

    @Test
    void whatTurnsOutNotToBeInIsInNoCertificate() throws Exception {
        Intent known = story.intent(story.download(1, 1, 1));
        Intent lost = story.intent(story.download(1, 2, 1));
        try (Ledger ledger = Ledger.open(settings("bench-1"))) {
            ledger.commit(List.of(story.batch(1, 1, 2), story.unit(1, 2)));
            ledger.commit(List.of(known, story.exported(known), story.loaded(known), lost, story.exported(lost)));
            ledger.commit(List.of(story.unknown(lost), story.unitEnded(1, UnitResult.State.UNKNOWN, 1, 2)));
            ledger.commit(List.of(story.ended(1, 0, 1)));
            assertEquals(1, only(ledger.query(), 1).fields().keys().size());
            ledger.commit(List.of(story.notLoaded(lost, "settled.not-loaded")));
            runBatch(ledger, 2, 0, 0);
            ModuleCertificate certificate = only(ledger.query(), 1);
            assertEquals(1, certificate.fields().keys().size());
            assertTrue(certificate.certificate().line().contains("\"state\":\"stopped\""));
        }
    }

    @Test
    void aModuleWhoseWorkACrashEndedWithNothingUnknownIsCertifiedAtTheNextStart() throws Exception {
        Intent known = story.intent(story.download(1, 1, 1));
        try (Ledger ledger = Ledger.open(settings("bench-1"))) {
            ledger.commit(List.of(story.batch(1, 1, 2), story.unit(1, 2)));
            ledger.commit(List.of(known, story.exported(known), story.loaded(known)));
        }
        try (Ledger ledger = Ledger.open(settings("bench-1"))) {
            runBatch(ledger, 2, 0, 0);
            assertEquals(1, only(ledger.query(), 1).fields().keys().size());
        }
    }

    /** The write after the batch's end failed, or the power went before it: what was kept outside is put into the database. */
    @Test
    void aCheckpointThatTheDatabaseDidNotTakeIsPutThereAtTheNextStart() throws Exception {
        try (Ledger ledger = Ledger.open(settings("bench-1"))) {
            runBatch(ledger, 1, 1, 1);
        }
        rawly("DELETE FROM checkpoint");
        try (Ledger ledger = Ledger.open(settings("bench-1"))) {
            runBatch(ledger, 2, 0, 0);
        }
        rawly("DELETE FROM checkpoint");
        Ledger.open(settings("bench-1")).close();
        try (Ledger ledger = Ledger.open(settings("bench-1"))) {
            only(ledger.query(), 0);
        }
    }

    @Test
    void aModuleWithoutACertificateIsToldWhy() throws Exception {
        try (Ledger ledger = Ledger.open(settings("bench-1"))) {
            assertEquals(LedgerProblem.Kind.CERTIFICATE_UNKNOWN_MODULE, refused(ledger, 1));
            runBatch(ledger, 1, 1, 1);
            rawly("DELETE FROM checkpoint");
            assertEquals(LedgerProblem.Kind.CERTIFICATE_NOT_SIGNED, refused(ledger, 0));
            runBatch(ledger, 2, 80, 2);
            only(ledger.query(), 5);
            rawly("UPDATE tile SET hashes = root");
            only(ledger.query(), 5);
            rawly("UPDATE tile SET root = (SELECT root FROM tile WHERE number = 1)");
            assertEquals(LedgerProblem.Kind.CERTIFICATE_UNPROVEN, refused(ledger, 45));
        }
    }

    private static LedgerProblem.Kind refused(Ledger ledger, long module) {
        return assertThrows(LedgerUnreadable.class, () -> ledger.query().certificates(Story.sn(module)))
                .problem()
                .kind();
    }
}
