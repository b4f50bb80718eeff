package org.keyrack.ledger;

import java.util.Locale;
import java.util.Optional;
import org.keyrack.journal.PreparationEvent;
import org.keyrack.journal.PreparationEvent.CardEnded;
import org.keyrack.journal.PreparationEvent.PreparationEnded;
import org.keyrack.journal.PreparationEvent.PreparationStarted;
import org.keyrack.journal.PreparationEvent.Result;
import org.keyrack.journal.PreparationEvent.SerialGiven;
import org.keyrack.journal.PreparationEvent.StepEnded;
import org.keyrack.journal.PreparationEvent.StepStarted;
import org.keyrack.journal.PreparationFailure;
import org.keyrack.journal.PreparationStep;
import org.keyrack.journal.PreparedCard;

/** A preparation's events as lines. */
final class PreparationEncoder {
    /** The step that makes an SN a module's. */
    static final String STATE = PreparationStep.STATE.word();

    private PreparationEncoder() {}

    static EventLine line(PreparationEvent event) {
        if (event instanceof PreparationStarted started) {
            EventLine line = of(EventType.PREPARATION_STARTED, event);
            started.transportKey()
                    .ifPresent(key -> line.with("tVersion", key.version())
                            .with("setKcv", key.kcv().value().hex()));
            return line.with("role", started.role().name().toLowerCase(Locale.ROOT))
                    .with("plan", started.plan())
                    .with("planHash", started.planHash().hex())
                    .with("operator", started.operator())
                    .with("cards", started.cards())
                    .with("simulated", started.simulated());
        }
        if (event instanceof SerialGiven given) {
            return card(of(EventType.SERIAL_GIVEN, event), given.card()).with("shown", given.shown());
        }
        if (event instanceof StepStarted started) {
            return card(of(EventType.STEP_STARTED, event), started.card())
                    .with("step", started.step().word());
        }
        if (event instanceof StepEnded ended) {
            EventLine line = card(of(EventType.STEP_ENDED, event), ended.card())
                    .with("step", ended.step().word())
                    .with("done", ended.failure().isEmpty());
            return failed(line, ended.failure());
        }
        if (event instanceof CardEnded ended) {
            EventLine line = card(of(EventType.CARD_ENDED, event), ended.card())
                    .with("result", ended.result().word());
            return failed(line, ended.failure());
        }
        PreparationEnded ended = (PreparationEnded) event;
        return of(EventType.PREPARATION_ENDED, event)
                .with("cardsDone", ended.done())
                .with("cardsNothingNeeded", ended.nothingNeeded())
                .with("cardsFailed", ended.failed())
                .with("cardsStopped", ended.stopped());
    }

    private static EventLine of(EventType type, PreparationEvent event) {
        return EventLine.of(type, event.at()).with("preparation", event.preparation());
    }

    private static EventLine card(EventLine line, PreparedCard card) {
        EventEncoder.shelf(line, card.shelf()).with("reader", card.reader());
        if (card.card().length() > 0) {
            line.with("card", card.card().hex());
        }
        card.sn().ifPresent(sn -> line.with("sn", sn.hex()));
        return line;
    }

    private static EventLine failed(EventLine line, Optional<PreparationFailure> failure) {
        failure.ifPresent(why -> {
            line.with("cause", why.cause().id()).with("command", why.command()).with("trace", why.trace());
            why.sw().ifPresent(sw -> line.with("sw", EventEncoder.reference(sw)));
        });
        return line;
    }

    /** Whether a card's end says that its unit is as the plan has it. */
    static boolean isPrepared(EventLine ended) {
        String result = ended.text("result");
        return result.equals(Result.DONE.word()) || result.equals(Result.NOTHING_NEEDED.word());
    }
}
