package org.keyrack.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.evidence.LineCertificate;
import org.keyrack.evidence.TreeProof;
import org.keyrack.evidence.VerifierKey;
import org.keyrack.launch.CommandRun;
import org.keyrack.report.Paper;

/** What a customer and an auditor get of an order: certificates of all its modules, a table, and paper. */
@Tag("rack")
class OrderReportTest {
    @TempDir
    Path folder;

    private OrderRack rack;
    private Path made;

    @BeforeEach
    void anOrderOfFiveWithThreeLoaded() throws IOException {
        rack = new OrderRack(folder);
        rack.fill(3, "0011223344556601");
        rack.trust();
        Path order = rack.order("2026-1", "--serials", "0011223344556601-0011223344556605");
        assertEquals(0, rack.load(order).exitCode());
        // Modules of no order stand in the same ledger.
        rack.fill(2, "0011223344556701");
        rack.run(0, rack.ledger("load", "--profile", "demo", "--sim", rack.path("rack.yaml")));
        made = Files.createDirectories(folder.resolve("made"));
    }

    private List<Path> files(String... command) throws IOException {
        rack.run(0, CommandRun.join(List.of(rack.ledger(command)), "--dir", made.toString()));
        try (Stream<Path> files = Files.list(made)) {
            return files.sorted().toList();
        }
    }

    @Test
    void everyModuleOfTheOrderAndNoOtherGetsItsCertificate() throws Exception {
        Set<String> names = files("certificate", "--order", "2026-1").stream()
                .map(file -> file.getFileName().toString().replaceFirst("-\\d+\\.", "."))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> wanted = new TreeSet<>();
        for (int n = 1; n <= 3; n++) {
            for (String ending : List.of(".tlog-proof", ".json", ".pdf")) {
                wanted.add("001122334455660" + n + ending);
            }
        }
        assertEquals(wanted, names);
        CommandRun none = rack.run(rack.ledger("certificate", "--order", "2026-2"));
        assertEquals(ExitCode.USAGE, none.exitCode(), none.toString());
    }

    @Test
    void theCertificateOnPaperHasItsFilesAttachedAndACodeThatFindsThem() throws Exception {
        Path pdf = files("certificate", "0011223344556602", "--format", "pdf").get(0);
        try (Paper paper = new Paper(Files.readAllBytes(pdf))) {
            assertEquals(List.of(), paper.faults());
            assertTrue(paper.fontsAreEmbedded());
            String name = pdf.getFileName().toString().replace(".pdf", "");
            assertEquals(
                    Set.of(name + ".json", name + ".tlog-proof"),
                    paper.attached().keySet());
            LineCertificate proof = LineCertificate.parse(
                    paper.attached().get(name + ".tlog-proof").getBytes(StandardCharsets.UTF_8));
            String signer = proof.checkpoint().signatures().get(0).name();
            VerifierKey bench = VerifierKey.parse(rack.run(0, rack.ledger("certificate", "--keys"))
                    .out()
                    .lines()
                    .filter(key -> key.startsWith(signer + "+"))
                    .findFirst()
                    .orElseThrow());
            String origin = proof.verify(bench, List.of()).origin().toString();
            String code = paper.codes(1).get(0);
            assertEquals(
                    "keyrack-certificate-1 0011223344556602 " + origin + " " + name.substring(name.indexOf('-') + 1)
                            + " " + TreeProof.leaf(proof.line()).hex(),
                    code);
            assertTrue(paper.text().contains("0011 2233 4455 6602"), paper.text());
            assertTrue(paper.text().contains("Order 2026-1"), paper.text());
        }
        byte[] first = Files.readAllBytes(pdf);
        assertArrayEquals(
                first,
                Files.readAllBytes(files("certificate", "0011223344556602", "--format", "pdf")
                        .get(0)));
    }

    @Test
    void theTableOfAnOrderNamesEachModuleAndWhatIsMissing() throws Exception {
        String csv = Files.readString(
                files("report", "--order", "2026-1", "--format", "csv").get(0));
        List<String> lines = csv.lines().toList();
        assertEquals("\uFEFForder,customer,sn,snTo,state,keysLoaded,batches,ledger,sha256", lines.get(0));
        assertTrue(lines.get(1).startsWith("2026-1,Nobody,0011 2233 4455 6601,,DONE,1,"), lines.get(1));
        assertTrue(lines.get(1).contains("/1,"), lines.get(1));
        assertTrue(
                lines.get(4).startsWith("2026-1,Nobody,0011 2233 4455 6604,0011 2233 4455 6605,MISSING,,,"),
                lines.get(4));
        assertEquals(5, lines.size());
        assertEquals(3, files("report", "--order", "2026-1").size());
    }

    @Test
    void anOrderThatIsClosedIsOnPaperWithTheSignedTextAttached() throws Exception {
        rack.run(1, rack.ledger("order", "close", "2026-1", "--dir", made.toString()));
        try (Paper paper = new Paper(Files.readAllBytes(made.resolve("2026-1.pdf")))) {
            assertEquals(List.of(), paper.faults());
            String text = paper.text();
            assertTrue(text.contains("Order certificate") && text.contains("SIMULATION"), text);
            assertTrue(text.contains("3 of 5 modules, 2 missing"), text);
            assertTrue(text.contains("0011 2233 4455 6604 – 0011 2233 4455 6605"), text);
            assertTrue(text.contains("keyrack-supervisor/4711"), text);
            assertEquals(
                    Files.readString(made.resolve("2026-1.order-certificate")),
                    paper.attached().get("2026-1.order-certificate"));
        }
        CommandRun french = rack.run(
                0,
                rack.ledger(
                        "report", "--order", "2026-1", "--format", "pdf", "--lang", "fr", "--dir", made.toString()));
        assertTrue(french.out().contains("2026-1.pdf"));
        try (Paper paper = new Paper(Files.readAllBytes(made.resolve("2026-1.pdf")))) {
            assertEquals(List.of(), paper.faults());
            assertTrue(paper.text().contains("Certificat de commande"), paper.text());
        }
    }
}
