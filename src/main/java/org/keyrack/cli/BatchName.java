package org.keyrack.cli;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.keyrack.journal.BatchId;
import org.keyrack.ledger.BatchSummary;

/**
 * How a batch is named on every command line: {@code latest}, its number, or BENCH/NUMBER. Numbers are each bench's own.
 *
 * @param bench empty when the name says none
 * @param number empty for the latest
 */
record BatchName(Optional<String> bench, Optional<Long> number) {
    private static final String LATEST = "latest";
    private static final Pattern FORM = Pattern.compile("(?:(.{1,64})/)?(" + LATEST + "|[1-9][0-9]{0,14})");

    /** @param bench what an option says of the bench, if any */
    static BatchName of(String text, Optional<String> bench, CliContext context) throws CliException {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw CliException.usage(context.words().say("batch.form", text));
        }
        Optional<Long> number =
                form.group(2).equals(LATEST) ? Optional.empty() : Optional.of(Long.valueOf(form.group(2)));
        return new BatchName(Optional.ofNullable(form.group(1)).or(() -> bench), number);
    }

    /**
     * The batch of this name.
     *
     * @param simulated whether it is looked for in the virtual bench's ledger
     */
    BatchSummary in(LookUp ledger, boolean simulated, CliContext context) throws CliException {
        List<BatchSummary> found = ledger.named(bench, number);
        if (found.isEmpty()) {
            String hint = simulated ? "" : " " + context.words().get("batch.sim");
            throw CliException.usage(
                    number.isEmpty()
                            ? context.words().get("batch.noneYet") + hint
                            : context.words().say("batch.none", shown()) + hint);
        }
        if (found.size() > 1) {
            throw CliException.usage(context.words()
                    .say(
                            "batch.several",
                            shown(),
                            found.stream()
                                    .map(batch -> batch.id().toString())
                                    .sorted()
                                    .collect(Collectors.joining(", "))));
        }
        return found.get(0);
    }

    /** The batches of a name, one of each bench that has it; without a number the newest of all alone. */
    @FunctionalInterface
    interface LookUp {
        List<BatchSummary> named(Optional<String> bench, Optional<Long> number);
    }

    /** The batch that the name tells with its bench and its number. */
    BatchId exact(CliContext context) throws CliException {
        if (bench.isEmpty() || number.isEmpty()) {
            throw CliException.usage(context.words().get("ledger.before"));
        }
        return new BatchId(bench.get(), number.get());
    }

    private String shown() {
        return bench.map(name -> name + "/").orElse("") + number.get();
    }
}
