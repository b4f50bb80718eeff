package org.keyrack.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.keyrack.launch.CommandRun;
import org.keyrack.prepare.PreparedFiles;

/** Blank cards that keep their memory, and the commands of a ceremony; what people enter is in files. */
final class CeremonyRack {
    static final Map<String, String> PINS = Map.of("operator", "194735", "admin", "82736451", "custodian", "64738291");

    private final Path folder;
    private final BlankRack rack;

    CeremonyRack(Path folder) throws Exception {
        this(folder, 1);
    }

    CeremonyRack(Path folder, int cards) throws Exception {
        this.folder = folder;
        rack = new BlankRack(folder, cards);
    }

    BlankRack rack() {
        return rack;
    }

    PreparedFiles files() {
        return rack.files();
    }

    /** {@code ceremony new} for {@code as.yaml}. */
    CommandRun draft(Path script, String... more) {
        return CommandRun.of(CommandRun.join(
                List.of(
                        "ceremony",
                        "new",
                        "--plan",
                        folder.resolve("as.yaml").toString(),
                        "--ledger",
                        rack.ledger().toString(),
                        "--out",
                        script.toString()),
                more));
    }

    /** Writes KCVs into a draft, as holders of letters from elsewhere do. */
    Path filled(Path draft, List<String> kcvs) throws Exception {
        String text = Files.readString(draft);
        for (String kcv : kcvs) {
            text = text.replaceFirst("kcv: \"\"", "kcv: \"" + kcv + "\"");
        }
        return Files.writeString(draft, text);
    }

    /** Options with the files of letters of a key, in their order. */
    String[] letters(String option, String key, List<String> components) throws Exception {
        List<String> options = new ArrayList<>();
        for (String hex : components) {
            String name = "letter-" + key + "-" + options.size();
            options.addAll(List.of(option, key + "=" + files().secret(name, hex + " " + PreparedFiles.kcvOf(hex))));
        }
        return options.toArray(String[]::new);
    }

    /** {@code ceremony enter} with these PINs. */
    CommandRun enter(Path script, Map<String, String> pins, String... more) throws Exception {
        List<String> all = new ArrayList<>(List.of(
                script.toString(),
                "--new-keys-file",
                files().keys().toString(),
                "--cap",
                files().cap().toString(),
                "--accept-hash",
                files().hash(),
                "--ledger",
                rack.ledger().toString(),
                "--no-second-as"));
        for (Map.Entry<String, String> pin : pins.entrySet()) {
            all.add("--" + pin.getKey() + "-pin-file");
            all.add(files().secret(pin.getKey(), pin.getValue()).toString());
        }
        all.addAll(Arrays.asList(more));
        return rack.run("ceremony", "enter", all.toArray(String[]::new));
    }

    /** {@code ceremony record}. */
    CommandRun record(Path script, Path pdf) {
        return CommandRun.of(
                "ceremony",
                "record",
                script.toString(),
                "--ledger",
                rack.ledger().toString(),
                "--out",
                pdf.toString());
    }

    /** What the record says. */
    String record(Path script) throws Exception {
        Path pdf = folder.resolve("record.pdf");
        Files.deleteIfExists(pdf);
        CommandRun run = record(script, pdf);
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        try (PDDocument document = Loader.loadPDF(pdf.toFile())) {
            return new PDFTextStripper().getText(document).replaceAll("\\s+", " ");
        }
    }
}
