package org.keyrack.ui.cards;

import java.util.Optional;
import java.util.Set;
import org.keyrack.app.CardReport;
import org.keyrack.app.CardTasks;
import org.keyrack.app.CardTasks.Blocks;
import org.keyrack.app.InputException;
import org.keyrack.card.CapFile;
import org.keyrack.card.CardRefusal;
import org.keyrack.card.KeySet;
import org.keyrack.protocol.apdu.ApduChannel;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.ui.cards.CardState.Done;
import org.keyrack.ui.rackstate.Materials;

/** One task with what it needs, for as many cards as there are; its keys are wiped when it is closed. Thread-safe. */
final class CardTools implements AutoCloseable {
    private final Optional<CardAction> task;
    private final KeySet issuer;
    private final Optional<KeySet> fresh;
    private final Optional<CapFile> cap;
    private final Set<String> meant;
    private final CardTasks tasks;

    private CardTools(
            Optional<CardAction> task,
            KeySet issuer,
            Optional<KeySet> fresh,
            Optional<CapFile> cap,
            Set<String> meant) {
        this.task = task;
        this.issuer = issuer;
        this.fresh = fresh;
        this.cap = cap;
        this.meant = meant;
        this.tasks = new CardTasks(issuer, false);
    }

    /**
     * Reads the key files that a task needs. Not for the JavaFX thread.
     *
     * @param task absent: cards are only read
     * @param meant SNs and ids, in small hexadecimal digits, of units at work that may be deleted
     */
    static CardTools open(Optional<CardAction> task, Materials.Chosen chosen, Set<String> meant) throws InputException {
        KeySet issuer = chosen.issuerKeys();
        try {
            Optional<KeySet> fresh = task.equals(Optional.of(CardAction.KEYS)) ? chosen.freshKeys() : Optional.empty();
            return new CardTools(task, issuer, fresh, chosen.cap(), meant);
        } catch (InputException | RuntimeException e) {
            issuer.close();
            throw e;
        }
    }

    /** What came of it for one card. */
    record Result(CardReport report, Optional<Done> done) {}

    /** Works on one card. */
    Result work(ApduChannel card, Blocks progress) throws CardFailure, CardRefusal {
        Optional<Done> done = task.isPresent() ? Optional.of(perform(task.get(), card, progress)) : Optional.empty();
        boolean replaced = task.equals(Optional.of(CardAction.KEYS));
        // The card answers to the new keys from now on.
        CardTasks reading = replaced ? new CardTasks(fresh.orElseThrow(), true) : tasks;
        return new Result(reading.report(card), done);
    }

    private Done perform(CardAction asked, ApduChannel card, Blocks progress) throws CardFailure, CardRefusal {
        return switch (asked) {
            case LOAD_EI, LOAD_AS ->
                switch (tasks.load(card, cap.orElseThrow(), asked.role(), progress)) {
                    case LOADED -> Done.LOADED;
                    case INSTALLED -> Done.INSTALLED;
                    case NOTHING_NEEDED -> Done.THERE;
                };
            case KEYS -> tasks.changeKeys(card, fresh.orElseThrow()).isPresent() ? Done.KEYS_REPLACED : Done.KEYS_THERE;
            case LOCK -> tasks.lock(card) ? Done.LOCKED : Done.LOCKED_BEFORE;
            case DELETE ->
                switch (tasks.delete(card, meant)) {
                    case DELETED -> Done.DELETED;
                    case NOT_THERE -> Done.NOT_THERE;
                    case AT_WORK -> Done.AT_WORK;
                };
        };
    }

    /** After the replacement of keys broke off: which of them answer. */
    CardTasks.Answering answering(ApduChannel card) throws CardFailure, CardRefusal {
        return tasks.answering(card, fresh.orElseThrow());
    }

    /** Whether it replaces keys. */
    boolean replacesKeys() {
        return fresh.isPresent();
    }

    @Override
    public void close() {
        issuer.close();
        fresh.ifPresent(KeySet::close);
    }
}
