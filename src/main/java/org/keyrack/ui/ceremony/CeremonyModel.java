package org.keyrack.ui.ceremony;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.keyrack.app.Ceremony;
import org.keyrack.card.KeySet;
import org.keyrack.ledger.CeremonyLine;
import org.keyrack.prepare.PreparationSummary;
import org.keyrack.prepare.SurveyedCard;
import org.keyrack.prepare.ceremony.Act.EnterComponent;
import org.keyrack.prepare.ceremony.CeremonyScript;
import org.keyrack.prepare.ceremony.ScriptFile;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.rackstate.CeremonyJob;
import org.keyrack.ui.rackstate.CeremonyJob.ChosenScript;
import org.keyrack.ui.rackstate.LiveBench;
import org.keyrack.ui.rackstate.Materials;
import org.keyrack.ui.rackstate.Shelf.Place;

/** What the step Ceremony knows and does: script and card are chosen, the card is read, then the people are called. */
public final class CeremonyModel {
    private static final String ALONE = "ceremony.stay";
    /** Of a script's hash, in the name of its record. */
    private static final int HASH_DIGITS = 8;

    private final Desk desk;
    private final CeremonyJob job;
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper(this, "problem", "");
    private Optional<String> reader = Optional.empty();
    private Optional<Path> record = Optional.empty();

    public CeremonyModel(Desk desk) {
        this.desk = desk;
        job = desk.job().ceremony();
    }

    CeremonyJob job() {
        return job;
    }

    /** Why a script was not taken or a ceremony not begun; empty while there is nothing to say. */
    ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /** Where the record was written; empty before. */
    Optional<Path> record() {
        return record;
    }

    /** Reads a script; what is wrong with it is said, and the script before stays. */
    void open(Path file) {
        desk.background()
                .run(
                        () -> new ChosenScript(file, ScriptFile.read(file)),
                        chosen -> {
                            problem.set("");
                            job.scriptProperty().set(Optional.of(chosen));
                        },
                        this::failed);
    }

    /** The cards that can become the AS. */
    List<Place> candidates() {
        return desk.shelf().places(desk.bench().view()).stream()
                .filter(place -> switch (place.slot().state()) {
                    case EMPTY, MUTE, IN_WORK, EI -> false;
                    case READING, AS, OTHER_CARD, BUSY, FAILED -> true;
                })
                .toList();
    }

    Optional<String> reader() {
        return reader;
    }

    void choose(Optional<String> chosen) {
        reader = chosen;
    }

    /** The bundle key why no ceremony can begin; empty when one can. */
    Optional<String> closed() {
        if (desk.job().running()) {
            return Optional.of("prepare.blocked.batch");
        }
        if (desk.job().preparingProperty().get()) {
            return Optional.of("prepare.blocked.busy");
        }
        if (job.scriptProperty().get().isEmpty()) {
            return Optional.of("ceremony.blocked.script");
        }
        if (reader.isEmpty()) {
            return Optional.of("prepareas.blocked.slot");
        }
        if (desk.bench().view().reading()) {
            return Optional.of("rack.blocked.reading");
        }
        Materials materials = desk.job().materials();
        boolean known = materials.issuerProperty().get().isEmpty()
                && materials.freshProperty().get().isEmpty();
        return known ? Optional.of("prepare.blocked.fresh") : Optional.empty();
    }

    /** Reads script and card anew, and calls the people when the card needs them. */
    void begin() {
        Optional<LiveBench.Open> open = desk.bench().open();
        if (closed().isPresent() || open.isEmpty()) {
            return;
        }
        ChosenScript chosen = job.scriptProperty().get().orElseThrow();
        Materials.Chosen materials = desk.job().materials().chosen();
        String in = reader.orElseThrow();
        problem.set("");
        record = Optional.empty();
        desk.job().preparingProperty().set(true);
        job.looking();
        desk.background()
                .run(
                        () -> {
                            CeremonyScript script = ScriptFile.read(chosen.file());
                            return new Begun(
                                    new ChosenScript(chosen.file(), script),
                                    ceremony(script, materials, in, open.get()));
                        },
                        this::read,
                        failure -> {
                            desk.job().preparingProperty().set(false);
                            job.notBegun();
                            failed(failure);
                        });
    }

    private record Begun(ChosenScript chosen, Ceremony ceremony) {}

    private Ceremony ceremony(CeremonyScript script, Materials.Chosen materials, String in, LiveBench.Open open)
            throws Exception {
        KeySet issuer = materials.issuerKeys();
        try {
            return new Ceremony(
                    script, open.lent(), in, issuer, materials.freshKeys(), materials.cap(), job.desk(), open.ledger());
        } catch (Exception e) {
            issuer.close();
            throw e;
        }
    }

    private void read(Begun begun) {
        SurveyedCard card = begun.ceremony().card();
        Optional<String> why = card.refused()
                .map(desk.causes()::sentence)
                .or(() -> card.hasWork()
                        ? Optional.empty()
                        : Optional.of(desk.texts().get("ceremony.nothing")));
        if (why.isPresent()) {
            desk.background().run(begun.ceremony()::close);
            desk.job().preparingProperty().set(false);
            job.notBegun();
            said(why.get());
            return;
        }
        job.scriptProperty().set(Optional.of(begun.chosen()));
        String operator = desk.settings().operator();
        job.begun();
        desk.navigator().alone(ALONE);
        desk.background()
                .run(
                        () -> {
                            try (Ceremony ceremony = begun.ceremony()) {
                                return ceremony.run(operator);
                            }
                        },
                        this::ended,
                        failure -> over(false, desk.causes().sentence(failure)));
    }

    private void ended(PreparationSummary summary) {
        String why = summary.cards().stream()
                .flatMap(card -> card.failure().stream())
                .map(desk.causes()::sentence)
                .findFirst()
                .orElse("");
        over(summary.complete(), why);
    }

    private void over(boolean whole, String why) {
        job.ended(whole, why);
        desk.job().preparingProperty().set(false);
        desk.navigator().alone("");
        job.scriptProperty().get().map(CeremonyModel::recordOf).ifPresent(this::writeRecord);
        if (whole) {
            desk.sounds().good();
        } else {
            desk.sounds().bad();
        }
    }

    /** Writes the record that the people sign; its page shows where it is. */
    void writeRecord(Path file) {
        Optional<LiveBench.Open> open = desk.bench().open();
        Optional<ChosenScript> chosen = job.scriptProperty().get();
        if (open.isEmpty() || chosen.isEmpty()) {
            return;
        }
        desk.background()
                .run(
                        () -> {
                            List<CeremonyLine> lines = open.get()
                                    .ledger()
                                    .records()
                                    .ceremony(chosen.get().script().hash());
                            Ceremony.record(lines, file, desk.texts().locale());
                            return file;
                        },
                        written -> {
                            record = Optional.of(written);
                            job.told();
                        },
                        desk::failed);
    }

    /** Bytes of a component; 0: of a key of any length. */
    int length(EnterComponent act) {
        return act.protection()
                ? 0
                : job.scriptProperty()
                        .get()
                        .map(chosen -> chosen.script().plan().shape(act.key()).length())
                        .orElse(0);
    }

    /** Beside the script, by the hash that its lines in the ledger have: a changed script has another record. */
    private static Path recordOf(ChosenScript chosen) {
        String name = String.valueOf(chosen.file().getFileName()).replaceFirst("\\.[A-Za-z]+$", "");
        String hash = chosen.script().hash().hex().substring(0, HASH_DIGITS);
        return chosen.file().toAbsolutePath().resolveSibling(name + "-" + hash + ".pdf");
    }

    /** Says what was wrong with what somebody entered, before it was handed in. */
    void refuse(String key) {
        job.stepBack(desk.texts().get(key));
    }

    private void failed(Exception failure) {
        said(desk.causes().sentence(failure));
    }

    private void said(String sentence) {
        problem.set(sentence);
        desk.notices().announce(sentence);
    }
}
