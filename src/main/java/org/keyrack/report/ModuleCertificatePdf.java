package org.keyrack.report;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.keyrack.evidence.Checkpoint;
import org.keyrack.evidence.NoteException;
import org.keyrack.evidence.NoteSignature;
import org.keyrack.evidence.TreeProof;
import org.keyrack.language.Languages;
import org.keyrack.ledger.ModuleCertificate;

/** The certificate of one module on paper: it says what was loaded; the attached file proves it, and the QR code finds the file. */
public final class ModuleCertificatePdf {
    private static final float LABEL = Pen.mm(34);
    private static final float QR = Pen.mm(25);
    private static final float[] EDGES = {0, 0.12f, 0.24f, 0.36f, 0.52f};
    private static final List<String> COLUMNS =
            List.of("column.ref1", "column.ref2", "column.version", "column.kcv", "column.receipt");

    private ModuleCertificatePdf() {}

    /**
     * The file's bytes.
     *
     * @param files what is attached, by name
     */
    public static byte[] write(ModuleCertificate certificate, Map<String, byte[]> files, ReportText text)
            throws IOException {
        ModuleCertificate.Fields fields = certificate.fields();
        String title = text.say(fields.audited() ? "certificate.title.audited" : "certificate.title");
        Instant at = Instant.parse(fields.at());
        Sheets.Frame frame = new Sheets.Frame(
                "KeyRack · " + title,
                fields.sn().grouped(),
                "",
                text.say("certificate.foot", fields.chain(), String.valueOf(fields.seq())),
                (page, pages) -> text.say("foot.page", page, pages));
        try (Sheets sheets = new Sheets(
                frame, title + " · " + fields.sn().grouped(), text.locale().getLanguage(), at)) {
            sheets.newPage();
            sheets.down(16);
            sheets.pen().text(Sheets.LEFT, sheets.y(), title, Ink.TITLE);
            sheets.down(20);
            sheets.pen().text(Sheets.LEFT, sheets.y(), fields.sn().grouped(), Ink.HEADING.at(14));
            sheets.down(24);
            sheets.detail(LABEL, text.say("detail.set"), fields.setKcv().toUpperCase(text.locale()));
            if (fields.order().isPresent()) {
                sheets.detail(
                        LABEL, text.say("certificate.order"), fields.order().get());
            }
            sheets.detail(LABEL, text.say("certificate.at"), text.moment(at));
            keys(sheets, fields.keys(), text);
            proof(sheets, certificate, files, text);
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                sheets.attach(file.getKey(), file.getValue());
            }
            return sheets.finish();
        }
    }

    private static void keys(Sheets sheets, List<ModuleCertificate.Key> keys, ReportText text) throws IOException {
        sheets.heading(text.say("certificate.keys", keys.size()), 30);
        row(sheets, COLUMNS.stream().map(text::say).toList(), Ink.SMALL);
        for (ModuleCertificate.Key key : keys) {
            row(
                    sheets,
                    List.of(
                            String.valueOf(key.ref1()),
                            String.valueOf(key.ref2()),
                            String.valueOf(key.version()),
                            key.kcv().toUpperCase(text.locale()),
                            key.receipt()),
                    Ink.TEXT);
        }
    }

    private static void row(Sheets sheets, List<String> cells, Ink ink) throws IOException {
        sheets.keep(13);
        for (int i = 0; i < cells.size(); i++) {
            sheets.pen().text(Sheets.LEFT + EDGES[i] * Sheets.WIDTH, sheets.y(), cells.get(i), ink);
        }
        sheets.down(13);
    }

    private static void proof(Sheets sheets, ModuleCertificate certificate, Map<String, byte[]> files, ReportText text)
            throws IOException {
        sheets.heading(text.say("certificate.proof"), QR + 30);
        Checkpoint checkpoint = checkpoint(certificate);
        float top = sheets.y() - 6;
        sheets.pen().qr(Sheets.LEFT, top, QR, QrCode.of(found(certificate, checkpoint)));
        float x = Sheets.LEFT + QR + 16;
        float width = Sheets.RIGHT - x;
        sheets.paragraph(
                x,
                width,
                text.say(
                        "certificate.what",
                        String.valueOf(certificate.fields().seq()),
                        checkpoint.origin().toString(),
                        String.valueOf(checkpoint.size()),
                        String.join(
                                ", ",
                                certificate.certificate().checkpoint().signatures().stream()
                                        .map(NoteSignature::name)
                                        .toList())),
                Ink.TEXT);
        sheets.down(4);
        sheets.paragraph(x, width, text.say("certificate.attached", String.join(", ", files.keySet())), Ink.TEXT);
        sheets.down(Math.max(0, top + QR + 10 - sheets.y()));
    }

    /** What the QR code says: it finds the file and proves nothing. */
    static String found(ModuleCertificate certificate, Checkpoint checkpoint) {
        return String.join(
                " ",
                "keyrack-certificate-1",
                certificate.fields().sn().hex().toUpperCase(Locale.ROOT),
                checkpoint.origin().toString(),
                String.valueOf(certificate.fields().seq()),
                TreeProof.leaf(certificate.certificate().line()).hex());
    }

    private static Checkpoint checkpoint(ModuleCertificate certificate) {
        try {
            return Checkpoint.parse(certificate.certificate().checkpoint().text());
        } catch (NoteException e) {
            throw new IllegalArgumentException(e.sentence(Languages.now()), e);
        }
    }
}
