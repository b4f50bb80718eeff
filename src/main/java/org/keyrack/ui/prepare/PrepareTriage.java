package org.keyrack.ui.prepare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.keyrack.journal.PreparationEvent.Result;
import org.keyrack.ui.rackstate.CardProgress;

/** Groups the cards that are not prepared by what is in the way, the largest group first. */
final class PrepareTriage {
    private PrepareTriage() {}

    /**
     * Cards with one cause.
     *
     * @param cards at least one, in the order of their readers
     */
    record Group(boolean stopped, List<CardProgress> cards) {
        Group {
            cards = List.copyOf(cards);
        }

        List<String> readers() {
            return cards.stream().map(CardProgress::reader).toList();
        }
    }

    static List<Group> groups(List<CardProgress> cards) {
        Map<String, List<CardProgress>> causes = new LinkedHashMap<>();
        for (CardProgress card : cards) {
            if (card.troubled()) {
                String cause = card.failure()
                        .map(failure -> failure.cause().id())
                        .orElse(String.valueOf(card.result().orElseThrow()));
                causes.computeIfAbsent(cause, each -> new ArrayList<>()).add(card);
            }
        }
        return causes.values().stream()
                .map(group -> new Group(
                        group.get(0)
                                .result()
                                .filter(with -> with == Result.STOPPED)
                                .isPresent(),
                        group))
                .sorted(Comparator.comparing(Group::stopped)
                        .thenComparing(group -> -group.cards().size()))
                .toList();
    }
}
