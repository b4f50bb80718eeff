package org.keyrack.cli;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keyrack.journal.ChainName;
import org.keyrack.ledger.LedgerException;
import org.keyrack.ledger.LedgerWatch;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code keyrack watch}: the events of a ledger as lines, each soon after it is durable, until nobody reads them any more. */
@CommandLine.Command(name = "watch")
final class WatchCommand extends ProgramCommand {
    private static final Pattern PLACE = Pattern.compile("(.+)/(0|[1-9][0-9]{0,17})");

    @Mixin
    private LedgerPlace place;

    /** The only form of today is asked for, so that another one may come. */
    @Option(names = "--json", required = true)
    void json(boolean asked) {
        // What is written is lines of JSON whatever is asked for.
    }

    @Option(names = "--all")
    private boolean all;

    @Option(names = "--after", paramLabel = "${bundle:label.BENCH}/SEQ")
    private List<String> after = List.of();

    @Override
    int run(CliContext context) throws CliException, LedgerException, InterruptedException {
        Map<ChainName, Long> known = known(context);
        String location = place.location(context);
        try (LedgerWatch watch =
                all || !known.isEmpty() ? LedgerWatch.after(location, known) : LedgerWatch.fromNow(location)) {
            watch.follow(new Lines(context));
        }
        return ExitCode.DONE;
    }

    private Map<ChainName, Long> known(CliContext context) throws CliException {
        Map<ChainName, Long> known = new HashMap<>();
        for (String each : after) {
            Matcher parts = PLACE.matcher(each);
            if (!parts.matches()) {
                throw CliException.usage(context.words().say("watch.after", each));
            }
            known.put(new ChainName(parts.group(1)), Long.parseLong(parts.group(2)));
        }
        return known;
    }

    /** Writes each line as it is chained. */
    private record Lines(CliContext context) implements LedgerWatch.Sink {
        @Override
        public void event(ChainName chain, long seq, String body) {
            context.out().print(body);
            context.out().print('\n');
        }

        @Override
        public void idle() {
            context.out().flush();
        }

        @Override
        public boolean ended() {
            return context.out().checkError();
        }
    }
}
