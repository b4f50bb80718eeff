package org.keyrack.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.keyrack.launch.CommandRun;
import org.keyrack.prepare.PreparedFiles;

/** Blank cards of which the first two become AS with one KBK: the first with keys, the second empty. */
public final class TwoAs {
    public static final String FIRST = BlankRack.reader(1);
    public static final String SECOND = BlankRack.reader(2);
    private static final List<String> KBK = List.of(
            "00112233445566778899AABBCCDDEEFF0123456789ABCDEF0123456789ABCDEF",
            "F0E1D2C3B4A5968778695A4B3C2D1E0F1F2E3D4C5B6A79880123456789ABCDEE");

    private static final List<String> OTHER_KBK =
            List.of(KBK.get(0), "A0B1C2D3E4F5061728394A5B6C7D8E9F0F1E2D3C4B5A69780123456789ABCDE1");

    final BlankRack rack;
    private final PreparedFiles files;

    public TwoAs(Path folder, int cards) throws Exception {
        rack = new BlankRack(folder, cards);
        files = rack.files();
    }

    private static String kcv(String hex) {
        return PreparedFiles.kcvOf(hex);
    }

    /** A letter of a KBK. */
    private Path letter(List<String> kbk, int index) throws Exception {
        String hex = kbk.get(index);
        return files.secret("kbk" + index, hex + " " + kcv(hex));
    }

    private static String kcvOf(List<String> kbk) {
        return kcv(PreparedFiles.joined(kbk.get(0), kbk.get(1)));
    }

    /** KCV of the KBK. */
    String kbk() {
        return kcvOf(KBK);
    }

    /** A file with a PIN. */
    String secret(String name, String pin) throws Exception {
        return files.secret(name, pin).toString();
    }

    /** The first AS, in LOADING, with the keys of the demo profile. */
    public CommandRun first() throws Exception {
        return prepare(
                FIRST,
                PreparedFiles.asPlan() + "backup: { components: 2, kcv: \"%s\" }\nstate: LOADING\n".formatted(kbk()),
                KBK,
                true);
    }

    /** The second, in LOADING and empty. */
    public CommandRun second() throws Exception {
        return second(KBK, "");
    }

    /** With another KBK than the first. */
    public CommandRun stranger() throws Exception {
        return second(OTHER_KBK, "");
    }

    /** With what its plan says besides. */
    CommandRun second(String more) throws Exception {
        return second(KBK, more);
    }

    /** The second, with keys, and locked against sealed records. */
    CommandRun locked() throws Exception {
        return prepare(
                SECOND,
                PreparedFiles.asPlan()
                        + "backup: { components: 2, kcv: \"%s\" }\nstate: LOADING\nsealedRecords: false\n"
                                .formatted(kbk()),
                KBK,
                true);
    }

    private CommandRun second(List<String> kbk, String more) throws Exception {
        return prepare(SECOND, """
                name: Second AS of set 7
                id: "00000008"
                label: SET 7 B
                transportKeys: []
                backup: { components: 2, kcv: "%s" }
                state: LOADING
                %s""".formatted(kcvOf(kbk), more), kbk, false);
    }

    private CommandRun prepare(String reader, String plan, List<String> kbk, boolean withT) throws Exception {
        List<String> more = new ArrayList<>(List.of(
                reader,
                "--plan",
                files.write("as.yaml", plan).toString(),
                "--new-keys-file",
                files.keys().toString(),
                "--cap",
                files.cap().toString(),
                "--accept-hash",
                files.hash(),
                "--ledger",
                rack.ledger().toString(),
                "--component",
                "KBK=" + letter(kbk, 0),
                "--component",
                "KBK=" + letter(kbk, 1),
                "--no-second-as"));
        if (withT) {
            more.addAll(List.of("--component", "T1=" + files.component(0), "--component", "T1=" + files.component(1)));
        }
        more.addAll(pins("--operator-pin-file", "--admin-pin-file", "--custodian-pin-file"));
        return rack.run("prepare", "as", more.toArray(String[]::new));
    }

    /** Options with the files of the PINs. */
    private List<String> pins(String operator, String administrator, String custodian) throws Exception {
        return List.of(
                operator,
                files.secret("operator", "194735").toString(),
                administrator,
                files.secret("admin", "82736451").toString(),
                custodian,
                files.secret("custodian", "64738291").toString());
    }

    /** A command under {@code keyrack as} with the PINs of the three persons. */
    CommandRun as(String command, String... more) throws Exception {
        List<String> all = new ArrayList<>(pins("--operator-pin-file", "--admin-pin-file", "--custodian-pin-file"));
        if (!List.of(more).contains("--ledger")) {
            all.addAll(List.of("--ledger", rack.ledger().toString()));
        }
        all.addAll(Arrays.asList(more));
        return rack.run("as", command, all.toArray(String[]::new));
    }

    /** {@code keyrack as clone}; both AS have the same PINs. */
    CommandRun copy(String... more) throws Exception {
        List<String> all = new ArrayList<>(List.of(
                "--to-admin-pin-file",
                files.secret("admin", "82736451").toString(),
                "--to-custodian-pin-file",
                files.secret("custodian", "64738291").toString()));
        all.addAll(Arrays.asList(more));
        return as("clone", all.toArray(String[]::new));
    }
}
