package org.keyrack.cli;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
     * @param batches newest first
     * @param simulated whether they are the virtual bench's
     */
    BatchSummary in(List<BatchSummary> batches, boolean simulated, CliContext context) throws CliException {
        List<BatchSummary> found = batches.stream()
                .filter(each -> bench.isEmpty() || bench.get().equals(each.bench()))
                .filter(each -> number.isEmpty() || number.get() == each.batch())
                .toList();
        if (found.isEmpty()) {
            String hint = simulated ? "" : " " + context.words().get("batch.sim");
            throw CliException.usage(
                    number.isEmpty()
                            ? context.words().get("batch.noneYet") + hint
                            : context.words().say("batch.none", shown()) + hint);
        }
        List<String> benches =
                found.stream().map(BatchSummary::bench).distinct().sorted().toList();
        if (number.isPresent() && benches.size() > 1) {
            throw CliException.usage(context.words()
                    .say(
                            "batch.several",
                            shown(),
                            String.join(
                                    ", ",
                                    benches.stream()
                                            .map(each -> new BatchId(each, number.get()).toString())
                                            .toList())));
        }
        return found.get(0);
    }

    private String shown() {
        return bench.map(name -> name + "/").orElse("") + number.get();
    }
}
