package org.keyrack.app;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.keyrack.ledger.ModuleCertificate;
import org.keyrack.report.ModuleCertificatePdf;

/** Forms of a module's certificate besides its signed text. */
public final class CertificateFiles {
    private CertificateFiles() {}

    /**
     * As PDF, for people: it says what was loaded, and the files that prove it are attached.
     *
     * @throws IOException when the fonts that come with the program cannot be read
     */
    public static byte[] pdf(ModuleCertificate certificate, Locale locale) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put(
                certificate.fileName() + ".tlog-proof",
                bytes(certificate.certificate().encode()));
        files.put(certificate.fileName() + ".json", bytes(json(certificate)));
        return ModuleCertificatePdf.write(certificate, files, Reports.text(locale));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** As JSON, for programs: what the line says, and the line, the proof and the checkpoint as they are in the signed text. */
    public static String json(ModuleCertificate certificate) {
        ModuleCertificate.Fields fields = certificate.fields();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("sn", fields.sn().hex());
        json.put("chain", fields.chain());
        json.put("seq", fields.seq());
        json.put("at", fields.at());
        fields.order().ifPresent(order -> json.put("order", order));
        json.put("audited", fields.audited());
        json.put("setKcv", fields.setKcv());
        ArrayNode keys = json.putArray("keys");
        fields.keys()
                .forEach(key -> keys.addObject()
                        .put("ref1", key.ref1())
                        .put("ref2", key.ref2())
                        .put("version", key.version())
                        .put("kcv", key.kcv())
                        .put("receipt", key.receipt()));
        json.put("line", certificate.certificate().line());
        json.put("index", certificate.certificate().index());
        ArrayNode proof = json.putArray("proof");
        certificate
                .certificate()
                .proof()
                .forEach(hash -> proof.add(Base64.getEncoder().encodeToString(hash.toArray())));
        json.put("checkpoint", certificate.certificate().checkpoint().encode());
        return json.toPrettyString() + "\n";
    }
}
