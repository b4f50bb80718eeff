package org.keyrack.ui.rackstate;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.keyrack.journal.RunEvent;
import org.keyrack.journal.RunEvent.AsLost;
import org.keyrack.journal.RunEvent.Exported;
import org.keyrack.journal.RunEvent.PauseChanged;
import org.keyrack.protocol.AsKind;

/** What the AS of the batch in work, or of the last one, did for it. */
public final class AsShare {
    private final Map<AsKind, Integer> exports = new EnumMap<>(AsKind.class);
    private Optional<String> lost = Optional.empty();

    AsShare() {}

    void clear() {
        exports.clear();
        lost = Optional.empty();
    }

    void accept(RunEvent event) {
        if (event instanceof Exported exported) {
            exports.merge(exported.asKind(), 1, Integer::sum);
        } else if (event instanceof AsLost as) {
            lost = as.why();
        } else if (event instanceof PauseChanged change && !change.paused()) {
            lost = Optional.empty();
        }
    }

    /** Exports by the kind of AS that gave them. */
    public Map<AsKind, Integer> exports() {
        return exports.isEmpty() ? Map.of() : new EnumMap<>(exports);
    }

    /** Why the AS that the batch waits for was lost, cause, then action; empty when nothing is known, or it was a card. */
    public Optional<String> lost() {
        return lost;
    }
}
