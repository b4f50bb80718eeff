package org.keyrack.ui.supervision;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import org.keyrack.app.OpenLedger;
import org.keyrack.evidence.Origin;
import org.keyrack.language.Languages;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.people.SupervisorSignOn;
import org.keyrack.ui.rackstate.LiveBench;

/** Chains that this bench has seen as a witness, forks, and new chains about which a supervisor decides. */
public final class WitnessDialog extends ListDialog<WitnessedChain> {
    private final SupervisorSignOn signOn;
    private final Button accept;

    public WitnessDialog(Desk desk) {
        super(desk, "witness.", "mdi2s-source-branch-check");
        signOn = new SupervisorSignOn(desk);
        column(
                "chain",
                350,
                chain -> chain.origin().genesis() + "/" + chain.origin().chain());
        column("lines", 78, chain -> String.valueOf(chain.lines()));
        column("seen", 186, chain -> chain.seen().map(this::minute).orElse("–"));
        column("state", 236, chain -> desk.texts().get("witness.state." + chain.kind()));
        accept = button("accept", () -> chosen().map(WitnessedChain::origin).ifPresent(this::accept));
        allow(Optional.empty());
    }

    private String minute(Instant at) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                .withLocale(desk().texts().locale())
                .withZone(ZoneId.systemDefault())
                .format(at);
    }

    @Override
    String sentence(WitnessedChain chain) {
        return desk().texts()
                .format(
                        "witness.sentence." + chain.kind(),
                        chain.origin().chain(),
                        String.valueOf(chain.lines()),
                        String.valueOf(chain.before()),
                        chain.seen().map(this::minute).orElse("–"),
                        chain.older().map(Origin::chain).orElse("–"));
    }

    @Override
    void allow(Optional<WitnessedChain> chain) {
        accept.setDisable(chain.filter(each -> each.kind().waits()).isEmpty());
    }

    private Optional<OpenLedger> ledger() {
        return desk().bench().open().map(LiveBench.Open::ledger);
    }

    @Override
    void refresh() {
        ledger().ifPresentOrElse(
                        ledger -> desk().background()
                                .run(() -> WitnessedChain.all(ledger.witness()), this::show, this::failed),
                        () -> say(desk().texts().get("order.noBench")));
    }

    private void accept(Origin origin) {
        OpenLedger ledger = ledger().orElseThrow();
        Consumer<Optional<String>> then = by -> desk().background()
                .run(
                        () -> ledger.witness().accept(origin, by),
                        answer -> {
                            answer.ifPresent(given -> desk().notices().remark(given.sentence(Languages.now())));
                            refresh();
                        },
                        this::failed);
        signOn.ask("witness.supervisor", then);
    }
}
