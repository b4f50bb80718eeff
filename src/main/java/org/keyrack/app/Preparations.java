package org.keyrack.app;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.keyrack.card.CapFile;
import org.keyrack.journal.Journal;
import org.keyrack.journal.Journal.JournalUnavailable;
import org.keyrack.journal.PreparationEvent;
import org.keyrack.journal.PreparationRecords;
import org.keyrack.language.TypedName;
import org.keyrack.prepare.CardAccess;
import org.keyrack.prepare.CardPlan;
import org.keyrack.prepare.PlanException;
import org.keyrack.prepare.Preparation;
import org.keyrack.prepare.Preparation.Place;
import org.keyrack.prepare.PreparationRun;
import org.keyrack.prepare.PreparationSecrets;
import org.keyrack.reader.CardConnection;
import org.keyrack.reader.ReaderSnapshot;
import org.keyrack.reader.Readers;
import org.keyrack.reader.Readers.Sharing;
import org.keyrack.world.World;

/** Prepares blank cards in the readers of a bench. */
public final class Preparations {
    private final Readers readers;
    private final ShelfLabels labels;
    private final PreparationRecords records;
    private final Journal journal;
    private final World world;

    public Preparations(Readers readers, ShelfLabels labels, PreparationRecords records, Journal journal) {
        this(readers, labels, records, journal, World.real());
    }

    /** @param world whose clock, threads and random numbers a preparation uses */
    public Preparations(Readers readers, ShelfLabels labels, PreparationRecords records, Journal journal, World world) {
        this.readers = readers;
        this.labels = labels;
        this.records = records;
        this.journal = journal;
        this.world = world;
    }

    /**
     * Reads the cards of some readers, all at once; nothing is written. Nobody else can use them until the preparation is
     * closed.
     *
     * @param names the readers, in the order in which SNs are given out
     * @param cap the package for cards that lack it
     * @throws PlanException when a secret is missing or cannot be used, or the plan has too few SNs
     */
    public Preparation survey(CardPlan plan, PreparationSecrets secrets, Optional<CapFile> cap, List<String> names)
            throws PlanException, InterruptedException {
        List<Place> places =
                names.stream().map(name -> new Place(name, shelf(name))).toList();
        return Preparation.survey(plan, secrets, cap, cards(readers), places, records, world);
    }

    /**
     * Does what the cards need.
     *
     * @param operator who prepares, for the ledger
     * @param listener gets each event once it is durable, from many threads; must not block
     * @throws JournalUnavailable when the ledger cannot write; nothing was begun
     */
    public PreparationRun start(Preparation preparation, String operator, Consumer<PreparationEvent> listener)
            throws JournalUnavailable {
        return preparation.start(TypedName.cleaned(operator), readers.simulated(), journal, records, listener);
    }

    private OptionalInt shelf(String name) {
        return labels.of(
                name,
                readers.snapshot()
                        .reader(name)
                        .map(ReaderSnapshot.Reader::shelf)
                        .orElse(OptionalInt.empty()));
    }

    /** The cards of a bench, each for its one user. */
    public static CardAccess cards(Readers readers) {
        return reader -> {
            CardConnection connection = readers.open(reader, Sharing.EXCLUSIVE);
            return CardAccess.OpenCard.of(connection, connection::close);
        };
    }
}
