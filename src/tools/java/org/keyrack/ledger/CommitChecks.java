package org.keyrack.ledger;

import java.util.List;
import org.jdbi.v3.core.Handle;
import org.keyrack.simulation.Line;

/** What must hold of lines as soon as they are durable. */
final class CommitChecks {
    private final Handle handle;
    private final SimulatedDisk.Commits commits;
    private final Sessions sessions;

    /** @param handle whose transaction has just become durable */
    CommitChecks(Handle handle, SimulatedDisk.Commits commits, Sessions sessions) {
        this.handle = handle;
        this.commits = commits;
        this.sessions = sessions;
    }

    void of(List<Line> added) {
        for (int i = 0; i < added.size(); i++) {
            Line line = added.get(i);
            EventLine whole = ModuleHistory.read(line.text());
            requireTile(whole);
            if (whole.type() == EventType.CLAIM_TAKEN) {
                requireStopped(whole);
            } else if (whole.type() == EventType.INTENT && !endsIn(added.subList(i, added.size()), line.sn())) {
                requireTaken(line);
            }
        }
        if (added.stream()
                .anyMatch(line -> line.type().startsWith("unit-") || line.type().startsWith("batch-"))) {
            DiskAudit.places(handle).forEach(commits::places);
        }
    }

    private void requireTaken(Line intent) {
        if (!has(intent, "SELECT count(*) FROM claim WHERE true")) {
            commits.wrong("a download begins without a claim: module " + intent.sn());
        }
        if (commits.ordered(intent) && !has(intent, "SELECT count(*) FROM order_place WHERE held")) {
            commits.wrong("a download begins without a place of its order: module " + intent.sn());
        }
    }

    /** A claim may be taken from a bench whose session was not there, or was lost, while the transaction was open. */
    private void requireStopped(EventLine taken) {
        String from = taken.text("fromBench");
        if (!from.equals(taken.chain().bench())
                && sessions.stays(from)
                && !commits.ended(from, taken.number("fromBatch"))) {
            commits.wrong("a claim is taken from a bench that works: module " + taken.text("sn"));
        }
    }

    /** A tile is durable with the line that completes it. */
    private void requireTile(EventLine line) {
        long tiles = TreeTile.whole(0, line.number("seq"));
        if (line.number("seq") == tiles * TreeTile.WIDTH
                && Tiles.hashes(handle, line.chain(), 0, tiles - 1).isEmpty()) {
            commits.wrong("a line completes a tile that is not there: " + line.number("seq"));
        }
    }

    /** A unit that was stopped before its intent was durable writes both at once: nothing was asked for. */
    private static boolean endsIn(List<Line> lines, String sn) {
        return lines.stream()
                .anyMatch(line -> line.type().equals("unit-ended") && line.sn().equals(sn));
    }

    private boolean has(Line work, String taken) {
        return handle.createQuery(taken + " AND sn = :sn AND bench = :bench AND batch = :batch")
                        .bind("sn", work.sn())
                        .bind("bench", work.bench())
                        .bind("batch", work.batch())
                        .mapTo(long.class)
                        .one()
                > 0;
    }
}
