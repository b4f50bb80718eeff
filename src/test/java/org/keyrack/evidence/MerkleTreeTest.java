package org.keyrack.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.keyrack.protocol.Bytes;

class MerkleTreeTest {
    @Test
    void theRootsOfTheExampleAreThoseOfItsCheckpoints() {
        for (int size : new int[] {3, 5}) {
            String root = Example.text("checkpoint-" + size).lines().toList().get(2);
            assertEquals(root, CanonicalBase64.encode(Example.root(size).toArray()));
        }
    }

    @Test
    void theRootOfNothingIsTheHashOfNothing() {
        assertEquals(
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                new MerkleTree().root().hex());
    }

    /** The definition of RFC 6962 itself: split at the largest power of two below the number of leaves. */
    @Test
    void everySizeHasTheRootThatTheDefinitionGives() {
        List<String> lines = IntStream.range(0, 70).mapToObj(n -> "line " + n).toList();
        MerkleTree tree = new MerkleTree();
        for (int size = 1; size <= lines.size(); size++) {
            tree.add(lines.get(size - 1));
            assertEquals(size, tree.size());
            assertEquals(Bytes.of(defined(lines.subList(0, size))), tree.root(), "size " + size);
        }
    }

    private static byte[] defined(List<String> lines) {
        if (lines.size() == 1) {
            return TreeHash.sha256(new byte[] {0}, lines.get(0).getBytes(StandardCharsets.UTF_8));
        }
        int split = Integer.highestOneBit(lines.size() - 1);
        return TreeHash.sha256(
                new byte[] {1}, defined(lines.subList(0, split)), defined(lines.subList(split, lines.size())));
    }
}
