package org.keyrack.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.keyrack.Seeded;
import org.keyrack.protocol.Bytes;

/** Proofs are made here as RFC 6962 defines them, and checked as the program does. */
class TreeProofTest {
    private static final List<String> LINES =
            IntStream.range(0, 40).mapToObj(n -> "line " + n).toList();

    private static Bytes root(List<String> lines) {
        MerkleTree tree = new MerkleTree();
        lines.forEach(tree::add);
        return tree.root();
    }

    private static List<Bytes> path(int index, List<String> lines) {
        if (lines.size() == 1) {
            return new ArrayList<>();
        }
        int split = Integer.highestOneBit(lines.size() - 1);
        List<String> left = lines.subList(0, split);
        List<String> right = lines.subList(split, lines.size());
        List<Bytes> path = index < split ? path(index, left) : path(index - split, right);
        path.add(root(index < split ? right : left));
        return path;
    }

    private static List<Bytes> growth(int oldSize, List<String> lines, boolean whole) {
        if (oldSize == lines.size()) {
            return new ArrayList<>(whole ? List.of() : List.of(root(lines)));
        }
        int split = Integer.highestOneBit(lines.size() - 1);
        List<String> left = lines.subList(0, split);
        List<String> right = lines.subList(split, lines.size());
        List<Bytes> proof = oldSize <= split ? growth(oldSize, left, whole) : growth(oldSize - split, right, false);
        proof.add(root(oldSize <= split ? right : left));
        return proof;
    }

    @Test
    void everyLineOfEveryTreeIsIncludedAtItsPlaceAndNowhereElse() {
        for (int size = 1; size <= LINES.size(); size++) {
            List<String> lines = LINES.subList(0, size);
            Bytes root = root(lines);
            for (int index = 0; index < size; index++) {
                List<Bytes> path = path(index, lines);
                Bytes leaf = TreeProof.leaf(lines.get(index));
                assertTrue(TreeProof.includes(leaf, index, size, path, root), index + " of " + size);
                for (int other = -1; other <= size; other++) {
                    assertEquals(other == index, TreeProof.includes(leaf, other, size, path, root));
                }
                assertFalse(TreeProof.includes(TreeProof.leaf("another"), index, size, path, root));
                List<Bytes> longer = new ArrayList<>(path);
                longer.add(root);
                assertFalse(TreeProof.includes(leaf, index, size, longer, root));
                if (!path.isEmpty()) {
                    assertFalse(TreeProof.includes(leaf, index, size, path.subList(1, path.size()), root));
                    assertFalse(TreeProof.includes(leaf, index, size, path.subList(0, path.size() - 1), root));
                }
            }
        }
    }

    @Test
    void everyTreeIsConsistentWithEveryOlderOneAndWithNoOther() {
        for (int size = 1; size <= LINES.size(); size++) {
            List<String> lines = LINES.subList(0, size);
            for (int old = 1; old <= size; old++) {
                List<Bytes> proof = growth(old, lines, true);
                Bytes oldRoot = root(LINES.subList(0, old));
                assertTrue(TreeProof.consistent(old, oldRoot, size, root(lines), proof), old + " to " + size);
                assertFalse(TreeProof.consistent(old, root(List.of("forged")), size, root(lines), proof));
                assertFalse(TreeProof.consistent(old, oldRoot, size, root(List.of("forged")), proof));
                List<Bytes> longer = new ArrayList<>(proof);
                longer.add(oldRoot);
                assertFalse(TreeProof.consistent(old, oldRoot, size, root(lines), longer));
                if (!proof.isEmpty()) {
                    assertFalse(TreeProof.consistent(old, oldRoot, size, root(lines), List.of()));
                    assertFalse(
                            TreeProof.consistent(old, oldRoot, size, root(lines), proof.subList(0, proof.size() - 1)));
                }
            }
            assertFalse(TreeProof.consistent(0, root(List.of()), size, root(lines), List.of()));
            assertFalse(TreeProof.consistent(size + 1, root(lines), size, root(lines), List.of()));
        }
    }

    @Test
    void theRequestOfTheExampleIsConsistent() throws NoteException {
        List<String> request = Example.text("add-checkpoint-3-5").lines().toList();
        assertEquals("old 3", request.get(0));
        List<Bytes> proof = new ArrayList<>();
        for (String line : request.subList(1, request.indexOf(""))) {
            proof.add(Fields.hash("proof", line));
        }
        assertTrue(TreeProof.consistent(3, Example.root(3), 5, Example.root(5), proof));
    }

    @Test
    void theCertificateOfTheExampleProvesItsLineAndIsWrittenBackAsItWas() throws NoteException {
        byte[] file = Example.bytes("0011223344550017-3.tlog-proof");
        LineCertificate certificate = LineCertificate.parse(file);
        assertEquals(Example.text("0011223344550017-3.tlog-proof"), certificate.encode());
        assertEquals(Example.lines().get(2), certificate.line());
        Checkpoint checkpoint = certificate.verify(Example.key("bench.vkey"), List.of(Example.key("witness.vkey")));
        assertEquals(5, checkpoint.size());
        assertEquals(Example.root(5), checkpoint.root());
        assertEquals(SignedNote.parse(Example.bytes("checkpoint-5")).text(), checkpoint.text());
    }

    /** Lines of keys that were not given are free (C2SP); here every key is given. */
    @Test
    void aThousandOfAThousandMutationsOfACertificateAreRefused() throws NoteException {
        VerifierKey bench = Example.key("bench.vkey");
        List<VerifierKey> witnesses = List.of(Example.key("witness.vkey"));
        byte[] file = Example.bytes("0011223344550017-3.tlog-proof");
        String genuine = Example.text("0011223344550017-3.tlog-proof");
        int witnessLine =
                file.length - genuine.substring(genuine.lastIndexOf("\u2014")).length() - 2;
        int[] refused = {0};
        Seeded.repeat(1000, random -> {
            byte[] mutated = file.clone();
            // A changed name or key id makes the witness's line one of a key that is not known: that is free.
            mutated[random.nextInt(witnessLine)] ^= (byte) (1 << random.nextInt(8));
            try {
                LineCertificate.parse(mutated).verify(bench, witnesses);
            } catch (NoteException e) {
                refused[0]++;
            }
        });
        assertEquals(1000, refused[0]);
    }

    @Test
    void aSignatureOfAGivenWitnessThatIsWrongRefusesTheCertificate() throws NoteException {
        String file = Example.text("0011223344550017-3.tlog-proof");
        String changed = file.replace("9SYW1DDQ==", "9SYW1DDA==");
        LineCertificate certificate = LineCertificate.parse(changed.getBytes(StandardCharsets.UTF_8));
        VerifierKey bench = Example.key("bench.vkey");
        assertEquals(5, certificate.verify(bench, List.of()).size());
        assertThrows(NoteException.class, () -> certificate.verify(bench, List.of(Example.key("witness.vkey"))));
    }

    @Test
    void aCheckpointOfAnotherFormOrOfAnotherKeyIsRefused() throws NoteException {
        SignedNote note = SignedNote.parse(Example.bytes("checkpoint-5"));
        for (VerifierKey other : List.of(Example.key("witness.vkey"), Example.key("supervisor.vkey"))) {
            assertThrows(NoteException.class, () -> Checkpoint.signed(note, other, List.of()));
        }
        for (String text : List.of(
                "",
                note.text() + "more\n",
                note.text().stripTrailing(),
                note.text().replace("\n5\n", "\n05\n"))) {
            assertThrows(NoteException.class, () -> Checkpoint.parse(text), text);
        }
    }
}
