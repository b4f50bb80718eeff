package org.keyrack.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.keyrack.journal.CauseId;
import org.keyrack.journal.ChainName;
import org.keyrack.protocol.ProtocolStep;

/** Closes a batch that nobody goes on with: a crash ended it, or its start was written and its answer lost. */
final class Interruption {
    private Interruption() {}

    /** What modules have got whose work the interruption ended, when nothing of them is unknown. */
    private static List<EventLine> loaded(List<EventLine> batchLines, Instant now) {
        Map<String, List<EventLine>> begun = new LinkedHashMap<>();
        for (EventLine line : batchLines) {
            switch (line.type()) {
                case UNIT_STARTED, EXPORTED, OUTCOME ->
                    begun.computeIfAbsent(line.text("sn"), sn -> new ArrayList<>())
                            .add(line);
                case UNIT_ENDED -> begun.remove(line.text("sn"));
                default -> {}
            }
        }
        begun.values()
                .removeIf(lines -> lines.stream()
                        .anyMatch(
                                line -> line.type() == EventType.OUTCOME && line.result() == KeyRecord.State.UNKNOWN));
        EventLine start = batchLines.stream()
                .filter(line -> line.type() == EventType.BATCH_STARTED)
                .findFirst()
                .orElseThrow();
        return begun.entrySet().stream()
                .flatMap(unit -> SettledUnit.line(start, unit.getValue(), now, unit.getKey()).stream())
                .filter(ModuleCertificate::isCertified)
                .toList();
    }

    /**
     * The lines that close a batch: what was exported is UNKNOWN, what was only intended is not loaded.
     *
     * @param chain the one that it was begun in
     */
    static List<EventLine> lines(Handle handle, Database database, ChainName chain, long batch, Instant now) {
        List<EventLine> lines = new ArrayList<>();
        Map<String, EventLine> open = new LinkedHashMap<>();
        List<EventLine> batchLines = new ArrayList<>(Chains.batch(handle, database, chain, batch));
        for (EventLine line : batchLines) {
            switch (line.type()) {
                case INTENT, EXPORTED -> open.put(line.text("sn") + ModuleHistory.download(line), line);
                case OUTCOME -> open.remove(line.text("sn") + ModuleHistory.download(line));
                default -> {}
            }
        }
        int unknown = 0;
        for (EventLine line : open.values()) {
            boolean exported = line.type() == EventType.EXPORTED;
            unknown += exported ? 1 : 0;
            EventLine outcome = EventLine.of(EventType.OUTCOME, now)
                    .with("batch", batch)
                    .with("sn", line.text("sn"))
                    .with("reader", line.text("reader"))
                    .with("ref1", line.text("ref1"))
                    .with("ref2", line.text("ref2"))
                    .with("attempt", line.number("attempt"))
                    .with("r", line.text("r"))
                    .with("result", (exported ? KeyRecord.State.UNKNOWN : KeyRecord.State.NOT_LOADED).text())
                    .with("step", (exported ? ProtocolStep.STORE : ProtocolStep.EXPORTKEY).name())
                    .with("command", exported ? "IMPORTKEY" : "EXPORTKEY")
                    .with("cause", (exported ? CauseId.CRASH_EXPORTED : CauseId.CRASH_INTENT).id())
                    .with("trace", List.of())
                    .with("recovered", true);
            lines.add(outcome);
            batchLines.add(outcome);
        }
        EventLine interrupted = EventLine.of(EventType.BATCH_INTERRUPTED, now)
                .with("batch", batch)
                .with("keysNotLoaded", open.size() - unknown);
        batchLines.add(interrupted);
        lines.add(EventEncoder.counted(interrupted, new BatchFold(batchLines).counts()));
        lines.addAll(loaded(batchLines, now));
        return lines;
    }
}
