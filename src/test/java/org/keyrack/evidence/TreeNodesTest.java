package org.keyrack.evidence;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.keyrack.protocol.Bytes;

/** Proofs that are made from whole subtrees convince whoever checks them, at every size. */
class TreeNodesTest {
    private static final int MOST = 70;

    private static final List<String> LINES =
            IntStream.range(0, MOST).mapToObj(n -> "line " + n).toList();

    private final TreeNodes nodes = (height, index) ->
            TreeHash.whole(LINES.subList((int) (index << height), (int) ((index + 1) << height)).stream()
                    .map(TreeHash::leaf)
                    .toList());

    private static Bytes root(int size) {
        MerkleTree tree = new MerkleTree();
        LINES.subList(0, size).forEach(tree::add);
        return tree.root();
    }

    @Test
    void everyLineIsProvenInEveryTree() {
        for (int size = 1; size <= MOST; size++) {
            assertEquals(root(size), nodes.root(size));
            for (int index = 0; index < size; index++) {
                List<Bytes> proof = nodes.inclusion(index, size);
                Bytes leaf = TreeProof.leaf(LINES.get(index));
                assertTrue(TreeProof.includes(leaf, index, size, proof, root(size)), index + " of " + size);
            }
        }
        assertArrayEquals(TreeHash.sha256(), nodes.root(0).toArray());
    }

    @Test
    void everyTreeIsProvenToHaveGrownFromEveryOlderOne() {
        for (int size = 1; size <= MOST; size++) {
            for (int old = 1; old <= size; old++) {
                List<Bytes> proof = nodes.consistency(old, size);
                assertTrue(TreeProof.consistent(old, root(old), size, root(size), proof), old + " to " + size);
            }
        }
    }

    @Test
    void theProofsOfTheExampleAreTheOnesThatAreMade() throws NoteException {
        TreeNodes example = (height, index) ->
                TreeHash.whole(Example.lines().subList((int) (index << height), (int) ((index + 1) << height)).stream()
                        .map(TreeHash::leaf)
                        .toList());
        LineCertificate certificate = LineCertificate.parse(Example.bytes("0011223344550017-3.tlog-proof"));
        assertEquals(certificate.proof(), example.inclusion(2, 5));
        List<String> request = Example.text("add-checkpoint-3-5").lines().toList();
        assertEquals(
                request.subList(1, request.indexOf("")),
                example.consistency(3, 5).stream()
                        .map(hash -> CanonicalBase64.encode(hash.toArray()))
                        .toList());
    }
}
