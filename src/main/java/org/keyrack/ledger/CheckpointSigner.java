package org.keyrack.ledger;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;
import org.keyrack.evidence.Checkpoint;
import org.keyrack.evidence.SignedNote;
import org.keyrack.evidence.VerifierKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signs where a chain stands as a checkpoint of its tree. What is signed is on the disk of the folder first, then in the
 * database; a smaller tree than the last one is never signed.
 */
final class CheckpointSigner {
    private static final Logger LOG = LoggerFactory.getLogger(CheckpointSigner.class);

    private final BenchKey key;
    private final KeptCheckpoints kept;
    private long signed;

    /** @param signed size of the largest checkpoint of this chain that is signed in folder and database; 0 without one */
    CheckpointSigner(BenchKey key, KeptCheckpoints kept, long signed) {
        this.key = key;
        this.kept = kept;
        this.signed = signed;
    }

    /** Signs what is committed, unless it is signed already or its tree is not built yet. Called by the writer alone. */
    void sign(WriterConnection connection) {
        Optional<Checkpoint> now = connection.checkpoint().filter(checkpoint -> checkpoint.size() > signed);
        if (now.isEmpty()) {
            return;
        }
        Checkpoint checkpoint = now.get();
        VerifierKey verifier = key.verifier(checkpoint.origin());
        SignedNote note = SignedNote.signed(checkpoint.text(), verifier, key::sign);
        try {
            kept.append(connection.head().bench(), note);
            connection.write(handle ->
                    CheckpointTable.insert(handle, connection.head().chain(), checkpoint.size(), note.encode()));
            // Not before: what the database did not take is signed again, the same.
            signed = checkpoint.size();
        } catch (IOException | SQLException e) {
            LOG.warn("The checkpoint of the ledger could not be kept: {}", e.getMessage());
        }
    }
}
