package org.keyrack.cli;

import java.io.PrintWriter;
import java.time.Instant;
import org.keyrack.app.CauseTexts;
import org.keyrack.journal.OpenDownload;
import org.keyrack.journal.RunEvent.EndReason;
import org.keyrack.language.TypedName;
import org.keyrack.language.Wording;
import org.keyrack.ledger.BatchSummary;
import org.keyrack.ledger.BatchView;
import org.keyrack.ledger.KeyRecord;
import org.keyrack.ledger.UnitRecord;
import org.keyrack.protocol.AsKind;

/** A line for each batch, module and key, its columns two spaces apart. */
final class LedgerTable implements LedgerText {
    private final PrintWriter out;
    private final Wording words;
    private final CauseTexts texts;

    LedgerTable(CliContext context) {
        this.out = context.out();
        this.words = context.words();
        this.texts = context.texts();
    }

    @Override
    public void batch(BatchSummary batch) {
        out.println(words.say(
                "show.batch",
                TypedName.shown(batch.bench()) + "/" + batch.batch(),
                batch.started().toString(),
                ended(words, batch) + (batch.simulated() ? " SIMULATION" : ""),
                TypedName.shown(batch.profile()),
                TypedName.shown(batch.operator()),
                batch.asId().hex(),
                batch.setKcv().toString(),
                texts.sentence(batch.counts())));
    }

    /** A batch that ended says why; "finished" is the usual reason. */
    static String ended(Wording words, BatchSummary batch) {
        return words.get("show.ended."
                + batch.reason().map(EndReason::name).orElse(batch.state().name()));
    }

    @Override
    public void unit(UnitRecord unit) {
        out.println("  "
                + unit.sn().map(Object::toString).orElse(words.get("show.notRead")) + "  "
                + place(unit) + "  "
                + words.get("show.module." + unit.state())
                + unit.failure().map(failure -> "  " + failure.cause()).orElse("")
                + unit.setAside().map(at -> "  " + aside(unit, at)).orElse("")
                + unit.releasedBy()
                        .map(by -> "  " + words.say("show.releasedBy", TypedName.shown(by)))
                        .orElse(""));
        unit.keys().forEach(key -> out.println("    " + line(key)));
    }

    private String place(UnitRecord unit) {
        String reader = TypedName.shown(unit.reader());
        return unit.shelf().isPresent()
                ? words.say("show.slot", String.valueOf(unit.shelf().getAsInt()), reader)
                : reader;
    }

    private String aside(UnitRecord unit, Instant at) {
        return unit.setAsideBy().isPresent()
                ? words.say("show.asideBy", TypedName.shown(unit.setAsideBy().get()), at.toString())
                : words.say("show.aside", at.toString());
    }

    private String line(KeyRecord key) {
        String loaded = key.state() == KeyRecord.State.LOADED
                ? words.say(
                                "show.loaded",
                                String.valueOf(key.keyVersion().orElse(0)),
                                key.kcv().map(Object::toString).orElse(""),
                                as(key))
                        + (key.settled() ? words.get("show.settled") : "")
                        + key.audited()
                                .map(audit -> words.say(
                                        audit.genuine() ? "show.audited" : "show.notGenuine",
                                        audit.asId().hex()))
                                .orElse("")
                : key.failure().map(failure -> "  " + failure.cause()).orElse("");
        return words.say(
                        "show.key",
                        String.valueOf(key.ref1()),
                        String.valueOf(key.ref2()),
                        words.get("show.key." + key.state()))
                + loaded
                + key.ended().map(at -> "  " + at).orElse("");
    }

    private static String as(KeyRecord key) {
        return key.asId().map(Object::toString).orElse("")
                + key.asKind()
                        .filter(kind -> kind != AsKind.CARD)
                        .map(kind -> " (" + kind.id() + ")")
                        .orElse("");
    }

    @Override
    public void whole(BatchView batch) {
        batch(batch.summary());
        batch.units().stream().sorted(UnitRecord.bySlot()).forEach(this::unit);
        out.println(words.say("show.head", batch.summary().head().toString()));
    }

    @Override
    public void open(OpenDownload download) {
        out.println(words.say(
                "show.openDownload",
                download.sn().toString(),
                TypedName.shown(download.reader()),
                String.valueOf(download.ref1()),
                String.valueOf(download.ref2()),
                String.valueOf(download.batch())));
    }
}
