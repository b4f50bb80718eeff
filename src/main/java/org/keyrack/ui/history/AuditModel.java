package org.keyrack.ui.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.application.Platform;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;
import org.keyrack.app.Audit;
import org.keyrack.app.AuditWords;
import org.keyrack.app.SlotView;
import org.keyrack.journal.AuditCounts;
import org.keyrack.ledger.KeptReceipt;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.rackstate.LiveBench;

/** An audit with an AS of the bench whose PIN is verified. */
final class AuditModel {
    private final Desk desk;
    private final Audit.Scope scope;
    private final Runnable ended;
    private final ObjectProperty<@Nullable SlotView> as = new SimpleObjectProperty<>(this, "as");
    private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(this, "state", State.NOTHING);
    private boolean again;
    /** Receipts that are looked at, by the preview. */
    private int all;

    private boolean askable;
    private boolean asking;
    /** Read by the audit's thread. */
    private volatile boolean stopping;

    /**
     * An audit.
     *
     * @param scope which receipts are meant
     * @param ended called when something was written
     */
    AuditModel(Desk desk, Audit.Scope scope, Runnable ended) {
        this.desk = desk;
        this.scope = scope;
        this.ended = ended;
        as.set(candidates().stream().findFirst().orElse(null));
        as.subscribe(this::look);
    }

    /**
     * How it stands.
     *
     * @param sentences what would be asked, or what was found
     * @param alarms one for each receipt that is not genuine
     * @param progress how far it is; empty while nothing is asked
     * @param share of the receipts that were looked at, 0 to 1
     */
    record State(List<String> sentences, List<String> alarms, String progress, double share, boolean busy) {
        static final State NOTHING = new State(List.of(), List.of(), "", 0, false);

        State {
            sentences = List.copyOf(sentences);
            alarms = List.copyOf(alarms);
        }

        static State of(List<String> sentences) {
            return new State(sentences, List.of(), "", 0, false);
        }
    }

    ReadOnlyObjectProperty<State> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /** The AS that is asked. */
    ObjectProperty<@Nullable SlotView> asProperty() {
        return as;
    }

    /** The AS of the bench that can be asked. */
    List<SlotView> candidates() {
        return desk.bench().view().slots().stream()
                .filter(SlotView::pinVerified)
                .toList();
    }

    /** The bundle key why it cannot begin; empty when it can. */
    Optional<String> blocked() {
        if (desk.bench().open().isEmpty()) {
            return Optional.of("audit.blocked.bench");
        }
        if (desk.job().running()) {
            return Optional.of("prepare.blocked.batch");
        }
        if (desk.job().preparingProperty().get() && !state.get().busy()) {
            return Optional.of("prepare.blocked.busy");
        }
        SlotView chosen = as.get();
        boolean open = chosen != null
                && candidates().stream().anyMatch(slot -> slot.reader().equals(chosen.reader()));
        if (!open) {
            return Optional.of("audit.blocked.pin");
        }
        return askable ? Optional.empty() : Optional.of("audit.blocked.nothing");
    }

    void again(boolean asked) {
        again = asked;
        look();
    }

    /** Looks what would be asked; nothing is asked and nothing written. */
    void look() {
        SlotView chosen = as.get();
        Optional<LiveBench.Open> bench = desk.bench().open();
        if (chosen == null || bench.isEmpty() || state.get().busy()) {
            return;
        }
        boolean anew = again;
        desk.background()
                .run(
                        () -> Audit.preview(
                                bench.get().bench().as(chosen.reader()),
                                bench.get().ledger().records(),
                                scope,
                                anew),
                        this::preview,
                        this::failed);
    }

    private void preview(Audit.Result preview) {
        all = preview.counts().all();
        askable = preview.counts().genuine() > 0;
        state.set(State.of(preview.empty() ? List.of(AuditWords.nothing()) : AuditWords.ahead(preview)));
    }

    /** Asks; what is found is in the ledger before it is shown. */
    void audit() {
        if (blocked().isPresent() || state.get().busy()) {
            return;
        }
        SlotView chosen = as.get();
        LiveBench.Open bench = desk.bench().open().orElseThrow();
        if (chosen == null) {
            return;
        }
        boolean anew = again;
        String operator = desk.settings().operator();
        asking = true;
        stopping = false;
        state.set(new State(List.of(), List.of(), desk.texts().get("ascard.blocked.busy"), 0, true));
        desk.job().preparingProperty().set(true);
        desk.background()
                .run(
                        () -> new Audit(bench.bench().as(chosen.reader()), bench.ledger(), operator, anew)
                                .run(scope, new Listener()),
                        this::done,
                        this::failed);
    }

    /** Whether it can be stopped, and was not yet. */
    boolean stoppable() {
        return asking && !stopping;
    }

    /** Asks about no further module; what was found is kept. */
    void stop() {
        if (stoppable()) {
            stopping = true;
            State now = state.get();
            state.set(new State(now.sentences(), now.alarms(), desk.texts().get("audit.stopping"), now.share(), true));
        }
    }

    /** Hears of an audit on its thread, and tells of it on this window's. */
    private final class Listener implements Audit.Listener {
        private int modules;

        @Override
        public void refused(KeptReceipt receipt) {
            String alarm = AuditWords.alarm(receipt);
            Platform.runLater(() -> AuditModel.this.refused(alarm));
        }

        @Override
        public void module(AuditCounts soFar) {
            modules++;
            int done = modules;
            desk.updates().post(AuditModel.this, () -> progress(done, soFar));
        }

        @Override
        public boolean goesOn() {
            return !stopping;
        }
    }

    private void refused(String alarm) {
        State now = state.get();
        List<String> alarms = new ArrayList<>(now.alarms());
        alarms.add(alarm);
        state.set(new State(now.sentences(), alarms, now.progress(), now.share(), now.busy()));
        desk.notices().error(alarm);
        desk.sounds().bad();
    }

    private void progress(int modules, AuditCounts soFar) {
        State now = state.get();
        if (now.busy() && !stopping) {
            double share = all == 0 ? 0 : Math.min(1, (double) soFar.all() / all);
            state.set(new State(List.of(), now.alarms(), AuditWords.progress(modules, soFar), share, true));
        }
    }

    private void done(Audit.Result result) {
        asking = false;
        desk.job().preparingProperty().set(false);
        List<String> sentences = AuditWords.end(result);
        // One that is refused is asked about each time.
        askable = again || result.counts().notGenuine() > 0 || !result.left().isEmpty();
        state.set(new State(sentences, state.get().alarms(), "", 1, false));
        desk.notices().announce(String.join(" ", sentences));
        ended.run();
    }

    private void failed(Exception failure) {
        boolean asked = state.get().busy();
        asking = false;
        String sentence = failure instanceof CardFailure card
                ? AuditWords.broken(card)
                : desk.causes().sentence(failure);
        if (asked) {
            desk.job().preparingProperty().set(false);
            ended.run();
        }
        askable = false;
        state.set(new State(List.of(sentence), state.get().alarms(), "", 0, false));
        desk.notices().announce(sentence);
    }
}
