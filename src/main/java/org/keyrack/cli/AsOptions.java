package org.keyrack.cli;

import java.io.Console;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keyrack.app.AsSource.Address;
import org.keyrack.app.BenchView;
import org.keyrack.app.InputException;
import org.keyrack.app.SecretText;
import org.keyrack.app.SlotView;
import org.keyrack.language.Languages;
import org.keyrack.language.SentenceException;
import org.keyrack.protocol.AsKind;
import org.keyrack.protocol.StatusWordTable;
import picocli.CommandLine.Option;

/** The AS that are no cards, and where their PINs come from. */
final class AsOptions {
    @Option(names = "--as", paramLabel = "${bundle:label.ADDRESS}")
    private List<String> addresses = List.of();

    @Option(names = "--as-pin-file", paramLabel = "${bundle:label.FILE}")
    private List<Path> pins = List.of();

    /** Reads the address of one. */
    static Address address(CliContext context, String text) throws CliException {
        return Address.parse(text)
                .orElseThrow(() -> CliException.usage(context.words().say("as.address", text)));
    }

    private List<Address> places(CliContext context) throws CliException {
        List<Address> places = new ArrayList<>();
        for (String each : addresses) {
            Address place = address(context, each);
            if (places.contains(place)) {
                throw CliException.usage(context.words().say("as.twice", each));
            }
            places.add(place);
        }
        return places;
    }

    void check(CliContext context) throws CliException {
        List<Address> places = places(context);
        if (pins.size() > places.size()) {
            throw CliException.usage(context.words().get("as.pins"));
        }
    }

    /** The same bench with their places in front. */
    OpenBench placed(CliContext context, OpenBench open) throws CliException {
        List<Address> places = places(context);
        if (places.isEmpty()) {
            return open;
        }
        if (places.stream().anyMatch(place -> place.kind() == AsKind.HOST)) {
            context.err().println(StatusWordTable.text("host.warning", Languages.now()));
        }
        return open.on(
                context.benches().elsewhere().with(open.readers(), places).readers());
    }

    /**
     * Refuses a bench on which one of these AS cannot be used: what was named is not passed over for a card.
     *
     * @param with what else is on the bench
     */
    void require(CliContext context, BenchView with) throws CliException {
        for (Address place : places(context)) {
            Optional<SlotView> slot = with.slot(place.toString());
            if (slot.flatMap(SlotView::as).isEmpty()) {
                throw CliException.bench(slot.flatMap(SlotView::problem)
                        .map(SentenceException::said)
                        .orElseGet(() -> context.words().say("as.silent", place.toString())));
            }
        }
    }

    /**
     * Readers of the AS that are to serve beside the first: those named, which must be able to, and the companions wanted.
     *
     * @param first the reader or place of the first
     * @param companions what can serve with it
     * @param all whether every companion is wanted
     */
    List<String> others(CliContext context, String first, List<String> companions, boolean all) throws CliException {
        List<String> named = places(context).stream()
                .map(Address::toString)
                .filter(place -> !place.equals(first))
                .toList();
        for (String place : named) {
            if (!companions.contains(place)) {
                throw CliException.bench(context.words().say("as.otherSet", place, first));
            }
        }
        return all ? companions : named;
    }

    /** The PINs of these places; of a card's they know nothing. */
    PinSource pins(CliContext context, PinSource cards) throws CliException {
        Map<String, Optional<Path>> files = new LinkedHashMap<>();
        List<Address> places = places(context);
        for (int i = 0; i < places.size(); i++) {
            files.put(places.get(i).toString(), i < pins.size() ? Optional.of(pins.get(i)) : Optional.empty());
        }
        return reader ->
                files.containsKey(reader) ? secret(context, files.get(reader), "as.prompt", reader) : cards.pin(reader);
    }

    /** A PIN of a token or a passphrase, of any characters: from a file that holds it alone, else asked for. */
    static char[] secret(CliContext context, Optional<Path> file, String prompt, String named) throws CliException {
        if (file.isPresent()) {
            try {
                return line(SecretText.chars(file.get()));
            } catch (InputException refused) {
                throw CliException.usage(refused.getMessage());
            }
        }
        Console terminal = context.console()
                .orElseThrow(() -> CliException.usage(context.words().get("as.terminal")));
        char[] typed = terminal.readPassword("%s", context.words().say(prompt, named));
        return typed == null ? new char[0] : typed;
    }

    /** Without the end of its line. */
    private static char[] line(char[] text) {
        int end = text.length;
        while (end > 0 && (text[end - 1] == '\n' || text[end - 1] == '\r')) {
            end--;
        }
        char[] line = Arrays.copyOf(text, end);
        Arrays.fill(text, '\0');
        return line;
    }
}
