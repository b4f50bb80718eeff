package org.keyrack.prepare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Collectors;
import org.keyrack.card.CapFile;
import org.keyrack.card.CapFileException;
import org.keyrack.card.MadeCap;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.LifeCycleState;
import org.keyrack.protocol.crypto.Cmac;
import org.keyrack.protocol.crypto.SecretKeyBytes;

/** Files of a preparation for tests: a rack of blank cards, plans, components, keys, PINs. */
public final class PreparedFiles {
    /** Two components of the bootstrap T, and the T itself. */
    public static final List<String> COMPONENTS =
            List.of("1D72CD9283FD55162722C6BEAA4DC187", "F4932BA02FFC3098D172790099D28382");

    /** The keys of a prepared card: ENC, MAC, DEK. */
    static final String KEYS =
            "1D72CD9283FD55162722C6BEAA4DC187 F4932BA02FFC3098D172790099D28382 B4BDC610C3F6793708FF1132E2C5BF60";

    private final Path folder;

    public PreparedFiles(Path folder) {
        this.folder = folder;
    }

    public Path folder() {
        return folder;
    }

    public Path rack(int blank, String more) throws IOException {
        return Files.writeString(folder.resolve("rack.yaml"), "blank: " + blank + "\nmemory: cards\n" + more);
    }

    public Path cap() throws IOException {
        return Files.write(folder.resolve("keyrack.cap"), MadeCap.keyRack(2_000, 7));
    }

    public String hash() throws IOException, CapFileException {
        return CapFile.read(cap()).hash().hex();
    }

    public Path secret(String name, String content) throws IOException {
        Path file = Files.writeString(folder.resolve(name), content + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    public Path keys() throws IOException {
        return secret("keys", KEYS);
    }

    /** A component's letter. */
    public Path component(int index) throws IOException {
        String hex = COMPONENTS.get(index);
        return secret("component" + index, hex + " " + kcv(Bytes.ofHex(hex).toArray()));
    }

    /** A component and its KCV, without blanks. */
    public String digits(int index) {
        String hex = COMPONENTS.get(index);
        return hex + kcv(Bytes.ofHex(hex).toArray());
    }

    /** The same with the check digits of a printed letter. */
    public String letter(int index) throws PlanException {
        String digits = digits(index);
        try (KeyComponent component = KeyComponent.parse(digits.toCharArray(), "test")) {
            return LetterDigits.groups(component).stream().map(String::new).collect(Collectors.joining())
                    + digits.substring(digits.length() - 6);
        }
    }

    /** A component's letter of the KBK. */
    public Path backupComponent(int index) throws IOException {
        String hex = backupComponents().get(index);
        return secret("backup" + index, hex + " " + kcvOf(hex));
    }

    /** Two components of the KBK, 32 bytes each. */
    public static List<String> backupComponents() {
        return COMPONENTS.stream().map(hex -> hex + hex).toList();
    }

    /** KCV of the bootstrap T. */
    public static String kcv() {
        byte[] joined = Bytes.ofHex(COMPONENTS.get(0)).toArray();
        byte[] other = Bytes.ofHex(COMPONENTS.get(1)).toArray();
        for (int i = 0; i < joined.length; i++) {
            joined[i] ^= other[i];
        }
        return kcv(joined);
    }

    /** KCV of a key in hexadecimal digits. */
    public static String kcvOf(String hex) {
        return kcv(Bytes.ofHex(hex).toArray());
    }

    /** Two components joined, in hexadecimal digits. */
    public static String joined(String one, String other) {
        byte[] joined = Bytes.ofHex(one).toArray();
        byte[] second = Bytes.ofHex(other).toArray();
        for (int i = 0; i < joined.length; i++) {
            joined[i] ^= second[i];
        }
        return Bytes.of(joined).hex();
    }

    private static String kcv(byte[] key) {
        try (SecretKeyBytes secret = SecretKeyBytes.taking(key)) {
            return Cmac.kcv(secret).toString();
        }
    }

    /** An AS with the keys of the demo profile. */
    public static String asPlan() {
        return """
                name: AS of set 7
                id: "00000007"
                label: SET 7
                transportKeys:
                  - { slot: 1, version: 1, components: 2, kcv: "%s" }
                  - { slot: 2, version: 2, follows: 1, ref: 7, label: T OF SET 7, modules: 40 }
                keys:
                  - { ref: 3, label: FIDELITY DEBIT, appId: "0101", type: AES-128, version: 2, exports: 1000 }
                  - { ref: 4, label: FIDELITY CREDIT, appId: "0101", type: AES-256, version: 1, exports: 1000 }
                  - { ref: 10, label: TICKETING ID, appId: "0202", type: AES-128, version: 1, diversify: true }
                  - { ref: 11, label: PARKING ID, appId: "0303", type: AES-128, version: 1, diversify: true }
                """.formatted(kcv());
    }

    /** The same with a KBK, which is stored before the keys. */
    public static String asPlanWithBackup(LifeCycleState state) {
        String kcv = kcvOf(joined(backupComponents().get(0), backupComponents().get(1)));
        return asPlan() + "backup: { components: 2, kcv: \"%s\" }\nstate: %s\n".formatted(kcv, state);
    }

    /** Modules with the locations of the demo bench. */
    public static String modulePlan(String serials) {
        return """
                name: Modules of set 7
                bootstrap: { version: 1, components: 2, kcv: "%s" }
                serials: %s
                locations:
                  - { ref: 5, appId: "0101", types: [AES-128] }
                  - { ref: 6, appId: "0101", types: [AES-256] }
                  - { ref: 7, appId: "0202", types: [AES-128] }
                  - { ref: 8, appId: "0303", types: [AES-128] }
                """.formatted(kcv(), serials);
    }

    public Path write(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }
}
