package org.keyrack.app;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.keyrack.card.CapFile;
import org.keyrack.card.KeySet;
import org.keyrack.journal.CeremonyEvent;
import org.keyrack.journal.CeremonyEvent.CeremonyEnded;
import org.keyrack.journal.CeremonyEvent.CeremonyStarted;
import org.keyrack.journal.Journal.ClaimRefused;
import org.keyrack.journal.Journal.JournalUnavailable;
import org.keyrack.language.TypedName;
import org.keyrack.ledger.CeremonyLine;
import org.keyrack.prepare.PlanException;
import org.keyrack.prepare.Preparation;
import org.keyrack.prepare.Preparation.Place;
import org.keyrack.prepare.PreparationSecrets;
import org.keyrack.prepare.PreparationSummary;
import org.keyrack.prepare.SurveyedCard;
import org.keyrack.prepare.ceremony.CeremonyDesk;
import org.keyrack.prepare.ceremony.CeremonyEntry;
import org.keyrack.prepare.ceremony.CeremonyScript;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.reader.Readers;
import org.keyrack.report.CeremonySheet;
import org.keyrack.world.World;

/**
 * A ceremony: the preparation of one AS, in which each person gives what is his when the card needs it. What was broken off is
 * gone on with by doing it again: a card that lost its session begins anew.
 */
public final class Ceremony implements AutoCloseable {
    /** How long a card that was put back is waited for. */
    private static final Duration BACK = Duration.ofSeconds(10);

    private final CeremonyScript script;
    private final Readers readers;
    private final OpenLedger ledger;
    private final World world = World.real();
    private final ReopenedCard card;
    private final CeremonyEntry people;
    private final PreparationSecrets secrets;
    private final Preparation preparation;

    /**
     * Reads the card; nothing is written.
     *
     * @param reader where it is
     * @param issuer the keys of its issuer, taken over
     * @param fresh those that it gets, taken over
     * @param desk called once the ceremony is begun
     * @throws PlanException when anybody has the keys of the card's issuer
     * @throws CardFailure when there is no card, or another program holds it
     */
    public Ceremony(
            CeremonyScript script,
            Readers readers,
            String reader,
            KeySet issuer,
            Optional<KeySet> fresh,
            Optional<CapFile> cap,
            CeremonyDesk desk,
            OpenLedger ledger)
            throws PlanException, CardFailure, InterruptedException {
        this.script = script;
        this.readers = readers;
        this.ledger = ledger;
        card = new ReopenedCard(readers, reader, world);
        people = new CeremonyEntry(script, desk, () -> card.reopen(BACK), ledger, world);
        secrets = PreparationSecrets.onCall(issuer, fresh, people);
        try {
            preparation = Preparation.survey(
                    script.plan(), secrets, cap, card, List.of(new Place(reader, OptionalInt.empty())), ledger, world);
        } catch (PlanException | InterruptedException | RuntimeException e) {
            secrets.close();
            card.close();
            throw e;
        }
    }

    /** The card as it was read. */
    public SurveyedCard card() {
        return preparation.cards().get(0);
    }

    /**
     * Calls the people.
     *
     * @param operator who works on this bench, for the ledger
     * @throws JournalUnavailable when the ledger cannot write: nothing was begun, or all is done and its end is not written
     */
    public PreparationSummary run(String operator) throws JournalUnavailable {
        String name = TypedName.cleaned(operator);
        write(new CeremonyStarted(
                world.now(),
                script.hash(),
                script.name(),
                script.plan().name(),
                script.plan().hash(),
                script.people(),
                name,
                readers.simulated()));
        PreparationSummary summary = preparation
                .start(name, readers.simulated(), ledger, ledger, event -> {})
                .end()
                .join();
        write(new CeremonyEnded(
                world.now(), script.hash(), summary.complete(), script.plan().asId(), name));
        return summary;
    }

    private void write(CeremonyEvent event) throws JournalUnavailable {
        try {
            ledger.commit(List.of(event));
        } catch (ClaimRefused impossible) {
            throw new IllegalStateException("A ceremony needs no claim", impossible);
        }
    }

    /** Writes the record that the people sign. */
    public static void record(List<CeremonyLine> lines, Path file, Locale locale) throws IOException {
        Reports.write(file, new CeremonySheet(lines).pdf(Reports.text(locale)));
    }

    @Override
    public void close() {
        preparation.close();
        secrets.close();
        people.close();
    }
}
