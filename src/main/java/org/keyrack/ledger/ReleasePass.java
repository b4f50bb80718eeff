package org.keyrack.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.keyrack.journal.ChainName;
import org.keyrack.ledger.Verification.Finding.What;

/** Looks, line by line, whether a second person released what needs one. */
final class ReleasePass {
    private final Map<ChainName, Chain> chains = new HashMap<>();
    private final Set<String> supervisors = new HashSet<>();
    private final List<Place> released = new ArrayList<>();
    private final List<Missing> missing = new ArrayList<>();
    private boolean switchedOff;

    /** What one chain says up to here. */
    private static final class Chain {
        private boolean people;
        private boolean real;
        private final Set<String> aside = new HashSet<>();
    }

    /** @param who who released it */
    private record Place(ChainName chain, long seq, String who, boolean own) {}

    /** @param object which module, or which AS, nobody released something of */
    private record Missing(What what, ChainName chain, long seq, String object) {
        Missing(What what, EventLine line, String object) {
            this(what, line.chain(), line.number("seq"), object);
        }
    }

    void take(EventLine line) {
        switch (line.type()) {
            case PERSON -> {
                chain(line).people = true;
                if (line.text("role").equals(Person.Role.SUPERVISOR.word())) {
                    supervisors.add(line.text("id"));
                }
            }
            case SIGN_IN -> switchedOff |= !line.flag("on");
            case BATCH_STARTED -> chain(line).real = !line.flag("simulated");
            case UNIT_SET_ASIDE -> line.maybe("sn").ifPresent(chain(line).aside::add);
            case UNIT_STARTED -> started(line);
            case LAST_PIN_TRY -> tried(line);
            default -> {}
        }
        if (line.has("releasedBy")) {
            String by = line.text("releasedBy");
            String operator = line.maybe("operator").or(() -> line.maybe("by")).orElse(by);
            released.add(new Place(line.chain(), line.number("seq"), by, by.equals(operator)));
        }
    }

    private void started(EventLine line) {
        Chain chain = chain(line);
        String sn = line.text("sn");
        if (chain.aside.remove(sn) && chain.people && chain.real && !line.has("releasedBy")) {
            missing.add(new Missing(What.LOADED_UNRELEASED, line, sn));
        }
    }

    /** It is written where somebody has signed in, and nowhere else. */
    private void tried(EventLine line) {
        if (!line.has("releasedBy")) {
            missing.add(new Missing(What.TRIED_UNRELEASED, line, line.text("asId")));
        }
    }

    private Chain chain(EventLine line) {
        return chains.computeIfAbsent(line.chain(), chain -> new Chain());
    }

    /** Gives each finding with its line and what its sentence names; chains have no order, so only now who is a supervisor. */
    void end(Findings findings) {
        released.stream()
                .filter(place -> place.own() || !supervisors.contains(place.who()))
                .forEach(place -> findings.add(place.chain(), place.seq(), What.RELEASED_BY_NO_OTHER, place.who()));
        if (!switchedOff) {
            missing.forEach(each -> findings.add(each.chain(), each.seq(), each.what(), each.object()));
        }
    }

    /** Where findings go. */
    interface Findings {
        void add(ChainName chain, long seq, What what, String... details);
    }
}
