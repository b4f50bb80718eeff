package org.keyrack.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.keyrack.evidence.MerkleTree;
import org.keyrack.evidence.NoteException;
import org.keyrack.evidence.VerifierKey;
import org.keyrack.journal.ChainName;
import org.keyrack.witness.KeptChain;
import org.keyrack.witness.Witness;
import org.keyrack.witness.WitnessFolder;

/** What simulated benches have seen of each other, for an auditor. */
final class WitnessAudit {
    private WitnessAudit() {}

    /** The chains that a bench's witness has seen. */
    static List<KeptChain> kept(Path disk, String bench) {
        WitnessFolder folder = new WitnessFolder(new HeadsFolder(SimulatedDisk.heads(disk, bench)).beside("witness"));
        if (!Files.exists(folder.verifierFile())) {
            return List.of();
        }
        try {
            VerifierKey key =
                    VerifierKey.parse(Files.readString(folder.verifierFile()).strip());
            return new Witness(folder, key, message -> new byte[0], BeginningLine::read).kept();
        } catch (IOException | NoteException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether the ledger has the lines that a witness has seen. */
    static boolean holds(Handle handle, KeptChain kept) {
        MerkleTree tree = new MerkleTree();
        Chains.lines(handle, new ChainName(kept.origin().chain()), 0, (int) kept.size())
                .forEach(tree::add);
        return tree.size() == kept.size()
                && tree.root().equals(kept.checkpoint().root());
    }

    /** How many lines of each chain its newest checkpoint has. */
    static Map<String, Long> signed(Handle handle) {
        Map<String, Long> sizes = new TreeMap<>();
        handle.createQuery("SELECT chain, max(size) FROM checkpoint GROUP BY chain ORDER BY chain")
                .map((row, context) -> Map.entry(row.getString(1), row.getLong(2)))
                .forEach(entry -> sizes.put(entry.getKey(), entry.getValue()));
        return sizes;
    }
}
