package org.keyrack.run;

import java.util.List;
import org.keyrack.journal.Journal.ClaimRefused;
import org.keyrack.journal.RunEvent;
import org.keyrack.journal.UnitResult;
import org.keyrack.protocol.command.ExportKey;
import org.keyrack.run.ExportRequest.Export;
import org.keyrack.run.ExportRequest.NotExported;
import org.keyrack.run.UnitWorker.StopRequested;
import org.keyrack.unit.UnitAccess;
import org.keyrack.world.World;

/** What a unit's worker needs of its run. */
interface RunContext {
    RunSettings settings();

    UnitAccess access();

    World world();

    boolean stopping();

    /** Waits for the AS. */
    Export export(ExportKey command, int remaining) throws NotExported, StopRequested, InterruptedException;

    /** Returns when durable; waits as long as the journal cannot write. */
    void commit(List<RunEvent.Durable> events) throws ClaimRefused, StopRequested, InterruptedException;

    /** Counts the time of an IMPORTKEY that was answered. */
    void imported(long nanos);

    void tell(RunEvent event);

    void ended(UnitResult result);

    /** Logs a fault of this program. */
    void fault(Throwable e);
}
