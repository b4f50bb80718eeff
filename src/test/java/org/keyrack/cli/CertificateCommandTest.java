package org.keyrack.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.app.LedgerSource;
import org.keyrack.app.OpenLedger;
import org.keyrack.app.ReportSource;
import org.keyrack.ledger.HeadsFolder;
import org.keyrack.ledger.Ledger;
import org.keyrack.ledger.LedgerException;
import org.keyrack.ledger.LedgerQuery;
import org.keyrack.ledger.LedgerSettings;
import org.keyrack.ledger.Story;

/** {@code keyrack certificate}, and verification by checkpoints. */
class CertificateCommandTest {
    private static final Path EXAMPLE = Path.of("src/test/resources/evidence");

    @TempDir
    Path home;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private String example(String name) {
        return EXAMPLE.resolve(name).toString();
    }

    private int keyrack(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        LedgerSource ledgers = new LedgerSource() {
            @Override
            public OpenLedger open(Optional<String> location, boolean simulated) {
                throw new IllegalStateException("nothing is written");
            }

            @Override
            public ReportSource read(Optional<String> location, boolean simulated) {
                LedgerSettings settings = LedgerSettings.in(home, "bench-1");
                try {
                    return new ReportSource(LedgerQuery.open(settings.location()), new HeadsFolder(settings.heads()));
                } catch (LedgerException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
        CliContext context = new CliContext(
                null,
                ledgers,
                new PrintWriter(out),
                new PrintWriter(err),
                false,
                Map.of(),
                Optional.empty(),
                home.resolve("data"));
        return KeyrackCommand.run(context, arguments);
    }

    @Test
    void theCertificateOfTheExampleIsCheckedAndAChangedOneIsRefused() throws Exception {
        assertEquals(
                0,
                keyrack(
                        "certificate",
                        "--check",
                        example("0011223344550017-3.tlog-proof"),
                        "--key",
                        example("bench.vkey"),
                        "--witness",
                        example("witness.vkey")),
                err.toString());
        assertTrue(out.toString().contains("REF1 3 → REF2 5, version 1, KCV 5a10c2"), out.toString());
        assertTrue(out.toString().contains("Order 2026-1187"), out.toString());
        assertTrue(out.toString().contains("Cosigned by keyrack-witness/auditor-1."), out.toString());
        Path changed = home.resolve("changed.tlog-proof");
        Files.writeString(
                changed,
                Files.readString(EXAMPLE.resolve("0011223344550017-3.tlog-proof"))
                        .replace("index 2", "index 3"));
        assertEquals(1, keyrack("certificate", "--check", changed.toString(), "--key", example("bench.vkey")));
        assertTrue(err.toString().contains("proof"), err.toString());
    }

    @Test
    void theLinesOfTheExampleVerifyFromItsCheckpointsAndItsProofWithoutLines() {
        assertEquals(
                0,
                keyrack(
                        "ledger",
                        "verify",
                        "--export",
                        example("export.jsonl"),
                        "--from",
                        example("checkpoint-3"),
                        "--from",
                        example("checkpoint-5"),
                        "--key",
                        example("bench.vkey")),
                err.toString());
        assertTrue(out.toString().contains("Vouched for by a kept head up to: bench-a 5 "), out.toString());
        assertEquals(
                0,
                keyrack(
                        "ledger",
                        "verify",
                        "--from",
                        example("checkpoint-3"),
                        "--proof",
                        example("add-checkpoint-3-5"),
                        "--key",
                        example("bench.vkey")),
                err.toString());
        assertTrue(out.toString().contains("has grown from 3 to 5 lines"), out.toString());
        assertEquals(
                2,
                keyrack(
                        "ledger",
                        "verify",
                        "--from",
                        example("checkpoint-5"),
                        "--proof",
                        example("add-checkpoint-3-5"),
                        "--key",
                        example("bench.vkey")));
    }

    @Test
    void theCertificatesOfAModuleAreWrittenAndVerifyByThePrintedKey() throws Exception {
        Story story = new Story(3);
        try (Ledger ledger = Ledger.open(LedgerSettings.in(home, "bench-1"))) {
            ledger.commit(List.of(story.batch(1, 1, 2)));
            ledger.commit(story.wholeUnit(7, 2));
            ledger.commit(List.of(story.ended(1, 1, 2)));
        }
        assertEquals(0, keyrack("certificate", "--keys"), err.toString());
        Path key = Files.writeString(
                home.resolve("bench.vkey"), out.toString().lines().findFirst().orElseThrow());
        assertEquals(0, keyrack("certificate", "0011223344550007", "--dir", home.toString()), err.toString());
        Path proof = home.resolve(out.toString().lines().findFirst().orElseThrow());
        assertTrue(Files.exists(home.resolve(proof.getFileName().toString().replace(".tlog-proof", ".json"))));
        assertEquals(0, keyrack("certificate", "--check", proof.toString(), "--key", key.toString()), err.toString());
        assertEquals(3, keyrack("certificate", "0011223344550008"));
        assertTrue(err.toString().contains("No batch of this ledger has seen module"), err.toString());
        assertEquals(2, keyrack("certificate"));
        assertEquals(2, keyrack("certificate", "0011", "--keys"));
    }
}
