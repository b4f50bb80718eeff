package org.keyrack.ledger;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.keyrack.journal.ChainName;
import org.keyrack.simulation.Line;
import org.keyrack.witness.KeptChain;
import org.keyrack.world.World;

/** An older copy of a ledger in the place of the ledger: the second bench, which has seen more of it, looks at the first one's chain. */
public final class OlderCopy {
    private static final String LOOKED_AT = SimulatedDisk.BENCHES.get(0);
    private static final String WITNESS = SimulatedDisk.BENCHES.get(1);

    private final Path folder;
    private final Path copy;

    OlderCopy(Path folder, Path copy) {
        this.folder = folder;
        this.copy = copy;
    }

    /**
     * What came of it.
     *
     * @param due whether the witness had seen lines that the copy does not have
     * @param told whether its own chain tells of a fork
     */
    public record Looked(boolean due, boolean told) {}

    /** Opens the copy as the second bench, and has it look once. */
    public Looked look(World world) throws LedgerException {
        SqliteDatabase database = new SqliteDatabase(copy.toString());
        boolean due = due();
        try (Reading reading = new Reading(database);
                Ledger ledger =
                        Ledger.open(SimulatedDisk.settings(folder, copy, WITNESS, 0), database, problem -> {}, world)) {
            new MutualWitness(ledger.witness(), database, reading, WITNESS, world).round();
        } finally {
            database.close();
        }
        return new Looked(due, told());
    }

    /** A copy without any checkpoint has nothing that a bench has signed to be held against it. */
    private boolean due() {
        return read(handle -> {
            List<ChainName> chains = Chains.of(handle, LOOKED_AT);
            if (chains.isEmpty()) {
                return false;
            }
            ChainName newest = chains.get(chains.size() - 1);
            Optional<KeptChain> kept = WitnessAudit.kept(folder, WITNESS).stream()
                    .filter(chain -> chain.origin().chain().equals(newest.name()))
                    .findFirst();
            return CheckpointTable.newest(handle, newest, 1).isPresent()
                    && kept.isPresent()
                    && !WitnessAudit.holds(handle, kept.get());
        });
    }

    private boolean told() {
        return read(handle -> SimulatedDisk.lines(handle, 0)).stream()
                .map(Line::type)
                .anyMatch(EventType.FORK_SEEN.text()::equals);
    }

    private <T> T read(java.util.function.Function<Handle, T> look) {
        try (Handle handle = new SqliteDatabase(copy.toString()).openReader()) {
            return look.apply(handle);
        } catch (LedgerException | SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
