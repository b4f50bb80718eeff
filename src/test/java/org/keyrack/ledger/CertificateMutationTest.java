package org.keyrack.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.Seeded;
import org.keyrack.evidence.Ed25519;
import org.keyrack.evidence.Example;
import org.keyrack.evidence.LineCertificate;
import org.keyrack.evidence.NoteException;
import org.keyrack.evidence.NoteSignature;
import org.keyrack.evidence.SignedNote;
import org.keyrack.evidence.VerifierKey;
import org.keyrack.protocol.Bytes;

/** Whoever changes a bit of what is signed is refused, by the program and by the script that customers run. */
class CertificateMutationTest {
    private static final Path SCRIPT = Path.of("docs/verify-certificate.py");
    private static final int MOST_LINES = 60;
    private static final int MUTATIONS = 1_000;
    private static final String TIME = "cosignature/v1\ntime 1796000000\n";

    /** Reads mutations, each with its length before it, and prints how many the script refuses. */
    private static final String DRIVER = String.join(
            "\n",
            "import importlib.util, struct, sys",
            "spec = importlib.util.spec_from_file_location('script', sys.argv[1])",
            "script = importlib.util.module_from_spec(spec)",
            "spec.loader.exec_module(script)",
            "bench, witness = (open(name).read().strip() for name in sys.argv[3:])",
            "data, refused = open(sys.argv[2], 'rb').read(), 0",
            "while data:",
            "    length = struct.unpack('>I', data[:4])[0]",
            "    try:",
            "        script.verify(data[4:4 + length], bench, [witness])",
            "    except (ValueError, KeyError, script.InvalidSignature):",
            "        refused += 1",
            "    data = data[4 + length:]",
            "print(refused)");

    @TempDir
    Path folder;

    private VerifierKey bench;
    private VerifierKey witness;

    /** A certificate out of a ledger, with a witness's signature before the bench's: every byte of it counts. */
    private byte[] certificate() throws Exception {
        Story story = new Story(5);
        LineCertificate made;
        try (Ledger ledger = Ledger.open(LedgerSettings.in(folder, "bench-1"))) {
            ledger.commit(List.of(story.batch(1, 90, 4)));
            for (int module = 0; module < 90; module++) {
                ledger.commit(story.wholeUnit(module, 4));
            }
            ledger.commit(List.of(story.ended(1, 90, 360)));
            made = ledger.query().certificates(Story.sn(41)).get(0).certificate();
            bench = VerifierKey.parse(ledger.query().verifierKeys().get(0));
        }
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        byte[] raw = Ed25519.rawKey(
                        Base64.getEncoder().encodeToString(pair.getPublic().getEncoded()))
                .orElseThrow();
        witness = new VerifierKey("keyrack-witness/auditor-1", VerifierKey.COSIGNATURE, Bytes.of(raw));
        Signature signer = Signature.getInstance("Ed25519");
        signer.initSign(pair.getPrivate());
        signer.update((TIME + made.checkpoint().text()).getBytes(StandardCharsets.UTF_8));
        byte[] cosignature = ByteBuffer.allocate(72)
                .putLong(1_796_000_000L)
                .put(signer.sign())
                .array();
        List<NoteSignature> signatures = new ArrayList<>(made.checkpoint().signatures());
        signatures.add(new NoteSignature(witness.name(), witness.keyId(), Bytes.of(cosignature)));
        SignedNote note = new SignedNote(made.checkpoint().text(), signatures);
        return new LineCertificate(made.line(), made.index(), made.proof(), note)
                .encode()
                .getBytes(StandardCharsets.UTF_8);
    }

    private String script(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        process.waitFor();
        return said;
    }

    private Path key(String name, VerifierKey key) throws Exception {
        return Files.writeString(folder.resolve(name), key + "\n");
    }

    @Test
    void everyOneOfAThousandMutationsIsRefusedByTheProgramAndByTheScript() throws Exception {
        byte[] genuine = certificate();
        assertEquals(
                1_796_000_000L,
                ByteBuffer.wrap(LineCertificate.parse(genuine)
                                .checkpoint()
                                .signatures()
                                .get(1)
                                .signature()
                                .toArray())
                        .getLong());
        LineCertificate.parse(genuine).verify(bench, List.of(witness));
        // A changed name or key id makes the witness's line one of a key that was not given, which is free (C2SP).
        int free = new String(genuine, StandardCharsets.UTF_8).lastIndexOf("\u2014");
        int signed =
                new String(genuine, StandardCharsets.UTF_8).substring(0, free).getBytes(StandardCharsets.UTF_8).length;
        int[] refused = {0};
        ByteArrayOutputStream mutations = new ByteArrayOutputStream();
        Seeded.repeat(MUTATIONS, random -> {
            byte[] mutated = genuine.clone();
            mutated[random.nextInt(signed)] ^= (byte) (1 << random.nextInt(8));
            mutations.writeBytes(ByteBuffer.allocate(4).putInt(mutated.length).array());
            mutations.writeBytes(mutated);
            try {
                LineCertificate.parse(mutated).verify(bench, List.of(witness));
            } catch (NoteException e) {
                refused[0]++;
            }
        });
        assertEquals(MUTATIONS, refused[0]);
        Path file = Files.write(folder.resolve("mutations"), mutations.toByteArray());
        assertEquals(
                String.valueOf(MUTATIONS),
                script(
                        "/usr/bin/python3",
                        "-B",
                        "-c",
                        DRIVER,
                        SCRIPT.toString(),
                        file.toString(),
                        key("bench.vkey", bench).toString(),
                        key("witness.vkey", witness).toString()));
    }

    @Test
    void theScriptVerifiesWhatTheProgramMadeAndTheExampleAndIsShort() throws Exception {
        Path file = Files.write(folder.resolve("module.tlog-proof"), certificate());
        String said = script(
                "/usr/bin/python3",
                "-B",
                SCRIPT.toString(),
                file.toString(),
                key("bench.vkey", bench).toString(),
                key("witness.vkey", witness).toString());
        assertTrue(said.startsWith("Module 0011223344550029"), said);
        assertTrue(said.endsWith("cosigned by keyrack-witness/auditor-1"), said);
        Path example = Path.of("src/test/resources/evidence");
        said = script(
                "/usr/bin/python3",
                "-B",
                SCRIPT.toString(),
                example.resolve("0011223344550017-3.tlog-proof").toString(),
                key("example.vkey", Example.key("bench.vkey")).toString());
        assertTrue(said.contains("order 2026-1187"), said);
        said = script(
                "/usr/bin/python3",
                "-B",
                SCRIPT.toString(),
                file.toString(),
                folder.resolve("example.vkey").toString());
        assertTrue(said.startsWith("Refused: "), said);
        int lines = Files.readAllLines(SCRIPT).size();
        assertTrue(lines <= MOST_LINES, lines + " lines");
    }
}
