package org.keyrack.proof;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.keyrack.journal.DurableEvent;
import org.keyrack.journal.Journal;
import org.keyrack.launch.CommandRun;
import org.keyrack.protocol.answer.LastDownload;
import org.keyrack.protocol.answer.LocationEntry;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.LinkFailure;
import org.keyrack.protocol.apdu.ProtocolFailure;
import org.keyrack.protocol.apdu.ResponseApdu;
import org.keyrack.protocol.apdu.StatusWordFailure;
import org.keyrack.reader.CardConnection;
import org.keyrack.reader.ForwardingReaders;
import org.keyrack.reader.ReaderSnapshot;
import org.keyrack.reader.Readers;
import org.keyrack.reader.pcsc.PcscReaders;
import org.keyrack.unit.EiSession;

/**
 * {@code keyrack load} with the program's own readers and ledger, in a process that is going to be killed: first it settles
 * and finishes what the process killed before it left, and shows ledger and cards; then it loads again up to its point.
 *
 * <p>Arguments: ledger, profile to finish or {@code -}, profile to begin or {@code -}, point, which time.
 */
public final class KilledLoad {
    private KilledLoad() {}

    public static void main(String[] arguments) throws Exception {
        Path ledger = Path.of(arguments[0]);
        if (!arguments[1].equals("-")) {
            finish(ledger, arguments[1]);
        }
        if (!arguments[2].equals("-")) {
            KillPoint.Armed point =
                    new KillPoint.Armed(KillPoint.valueOf(arguments[3]), Integer.parseInt(arguments[4]));
            CommandRun run = CommandRun.with(
                    () -> new WatchedReaders(new PcscReaders(), point),
                    open -> open.behind(journal -> new WatchedJournal(journal, point)),
                    System.getenv(),
                    load(ledger, arguments[2]));
            say("ENDED", run.toString().replace('\n', ' '));
        }
        System.exit(0);
    }

    private static String[] load(Path ledger, String profile) {
        return new String[] {
            "load", "--pcsc", "--profile", profile, "--pin-env", "PIN", "--ledger", ledger.toString(), "--json"
        };
    }

    private static void finish(Path ledger, String profile) throws CardFailure, InterruptedException {
        CommandRun run = CommandRun.with(PcscReaders::new, System.getenv(), load(ledger, profile));
        say(
                "FINISHED",
                run.exitCode() + " " + run.out().strip() + " " + run.err().replace('\n', ' '));
        CommandRun verify = CommandRun.of("ledger", "verify", "--ledger", ledger.toString());
        say("VERIFIED", verify.exitCode() + " " + verify.out().replace('\n', ' '));
        CommandRun.of("ledger", "export", "--format", "jsonl", "--ledger", ledger.toString())
                .out()
                .lines()
                .forEach(line -> say("EVENT", line));
        try (PcscReaders readers = new PcscReaders()) {
            showCards(readers);
        }
        say("CHECKED", "");
    }

    /** What is in each location of each module: SN, REF2, version, R and receipt of its last download. */
    private static void showCards(PcscReaders readers) throws CardFailure, InterruptedException {
        Object seen = new Object();
        Consumer<ReaderSnapshot> listener = snapshot -> {
            synchronized (seen) {
                seen.notifyAll();
            }
        };
        ReaderSnapshot snapshot = readers.snapshot();
        readers.listen(listener);
        synchronized (seen) {
            while (snapshot.readers().stream()
                            .filter(reader -> reader.card() == ReaderSnapshot.Card.PRESENT)
                            .count()
                    < Integer.parseInt(System.getenv("CARDS"))) {
                seen.wait(1000);
                snapshot = readers.snapshot();
            }
        }
        for (ReaderSnapshot.Reader reader : snapshot.readers()) {
            if (reader.card() == ReaderSnapshot.Card.PRESENT) {
                try (CardConnection card = readers.open(reader.name(), Readers.Sharing.SHARED)) {
                    showCard(card);
                }
            }
        }
    }

    private static void showCard(CardConnection card) throws CardFailure {
        EiSession ei;
        try {
            ei = EiSession.select(card);
        } catch (StatusWordFailure as) {
            return;
        }
        String sn = ei.identity().sn().hex();
        for (LocationEntry location : ei.locations()) {
            Optional<LastDownload> last = ei.lastDownload(location.ref2());
            last.ifPresent(download -> say(
                    "STORED",
                    String.format(
                            "%s %04x %s %s",
                            sn,
                            location.ref2(),
                            download.r().hex(),
                            download.receipt().hex())));
        }
    }

    private static void say(String word, String text) {
        PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
        out.println(word + " " + text);
        out.flush();
    }

    /** Readers whose connections stop at the point. */
    private static final class WatchedReaders extends ForwardingReaders {
        private final KillPoint.Armed point;

        WatchedReaders(Readers readers, KillPoint.Armed point) {
            super(readers);
            this.point = point;
        }

        @Override
        public CardConnection open(String reader, Sharing sharing) throws LinkFailure {
            return new Connection(super.open(reader, sharing)) {
                @Override
                public ResponseApdu transmit(CommandApdu command) throws LinkFailure, ProtocolFailure {
                    point.at(false, command);
                    ResponseApdu answer = super.transmit(command);
                    point.at(true, command);
                    return answer;
                }
            };
        }
    }

    /** A journal whose commits stop at the point. */
    private record WatchedJournal(Journal journal, KillPoint.Armed point) implements Journal {
        @Override
        public long nextBatch() throws JournalUnavailable {
            return journal.nextBatch();
        }

        @Override
        public void commit(List<? extends DurableEvent> events) throws JournalUnavailable, ClaimRefused {
            point.at(false, events);
            journal.commit(events);
            point.at(true, events);
        }
    }

    /** The environment of such a process. */
    static Map<String, String> environment(Path socket, int cards) {
        return Map.of("PCSCLITE_CSOCK_NAME", socket.toString(), "PIN", "246810", "CARDS", Integer.toString(cards));
    }
}
