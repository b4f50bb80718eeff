package org.keyrack.ui.prepare;

import java.util.Optional;
import org.keyrack.app.CauseTexts;
import org.keyrack.journal.PreparationEvent.Result;
import org.keyrack.journal.PreparationStep;
import org.keyrack.ui.kit.Texts;
import org.keyrack.ui.rackstate.CardProgress;
import org.keyrack.ui.tiles.TileState;

/** What is said of a card in a preparation: its state and one sentence. */
final class PrepareSentences {
    private final Texts texts;
    private final CauseTexts causes;

    PrepareSentences(Texts texts, CauseTexts causes) {
        this.texts = texts;
        this.causes = causes;
    }

    static TileState state(CardProgress card, boolean working) {
        if (card.result().isPresent()) {
            return switch (card.result().get()) {
                case DONE, NOTHING_NEEDED -> TileState.DONE;
                case FAILED -> card.refused() ? TileState.REFUSED : TileState.FAILED;
                case STOPPED -> TileState.WAITING;
            };
        }
        if (card.refused()) {
            return TileState.REFUSED;
        }
        if (!card.hasWork()) {
            return TileState.DONE;
        }
        return working ? TileState.PREPARING : TileState.READY;
    }

    /** One sentence, short enough for a tile: how much it needs, what is being done, what came of it. */
    String of(CardProgress card) {
        Optional<Result> result = card.result();
        if (result.isPresent() && result.get() != Result.FAILED) {
            return result.get() == Result.STOPPED
                    ? texts.format(
                            "prepare.card.STOPPED", card.done(), card.missing().size())
                    : texts.get("prepare.card." + result.get());
        }
        if (card.failure().isPresent()) {
            return causes.sentence(card.failure().get());
        }
        if (!card.hasWork()) {
            return texts.get("prepare.card." + Result.NOTHING_NEEDED);
        }
        return card.step()
                .map(step -> texts.format(
                        "prepare.card.step", card.done() + 1, card.missing().size(), name(step)))
                .orElseGet(() -> card.done() > 0
                        ? texts.format(
                                "prepare.card.between",
                                card.done(),
                                card.missing().size())
                        : texts.format("prepare.card.needs", card.missing().size()));
    }

    String name(PreparationStep step) {
        return texts.get("prepare.step." + step);
    }
}
