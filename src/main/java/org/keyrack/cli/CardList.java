package org.keyrack.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.keyrack.app.CardBench;
import org.keyrack.app.CardReport;
import org.keyrack.app.CardReport.Contents;
import org.keyrack.app.CardTasks;
import org.keyrack.card.KeyRackPackage;
import org.keyrack.card.KeySet;
import org.keyrack.card.RegistryEntry;
import org.keyrack.language.Wording;
import picocli.CommandLine;

/** {@code keyrack card list}. */
@CommandLine.Command(name = "list")
final class CardList extends CardTask {
    @Override
    int run(CliContext context, CardBench bench, List<String> readers, KeySet keys) throws InterruptedException {
        CardTasks tasks = new CardTasks(keys, true);
        return tell(
                context,
                bench.each(readers, (reader, card) -> tasks.report(card)),
                report -> line(context, report),
                CardList::object);
    }

    private static String line(CliContext context, CardReport report) {
        Wording words = context.words();
        String head = words.say("list.domain", report.domain().toString())
                + protocol(report)
                + report.keyVersions().stream()
                        .map(version -> words.say("list.keys", String.format(Locale.ROOT, "%02X", version)))
                        .collect(Collectors.joining());
        return head
                + report.opened()
                        .map(contents -> contents(contents, words))
                        .orElseGet(() -> ". "
                                + context.texts()
                                        .format("card." + report.closed().orElseThrow()));
    }

    private static String protocol(CardReport report) {
        return report.protocol()
                        .map(number -> String.format(Locale.ROOT, ", SCP%02d", number))
                        .orElse("")
                + report.option()
                        .map(option -> String.format(Locale.ROOT, " i=%02X", option.i()))
                        .orElse("");
    }

    private static String contents(Contents contents, Wording words) {
        String packages = contents.packages().stream()
                .map(file -> words.say("list.package", file.aid().toString())
                        + file.version().map(version -> " " + version).orElse("")
                        + (file.aid().equals(KeyRackPackage.AID) ? words.get("list.unknown") : ""))
                .collect(Collectors.joining());
        return ", " + contents.lifeCycle() + packages
                + contents.applications().stream()
                        .map(applet -> ", " + name(applet, words))
                        .collect(Collectors.joining());
    }

    private static String name(RegistryEntry applet, Wording words) {
        return applet.aid().equals(KeyRackPackage.AS)
                ? "AS"
                : applet.aid().equals(KeyRackPackage.EI)
                        ? "EI"
                        : words.say("list.applet", applet.aid().toString());
    }

    private static void object(CardReport report, ObjectNode card) {
        card.put("domain", report.domain().toString());
        report.protocol().ifPresent(number -> card.put("protocol", String.format(Locale.ROOT, "SCP%02d", number)));
        report.option().ifPresent(option -> card.put("option", String.format(Locale.ROOT, "%02X", option.i())));
        ArrayNode versions = card.putArray("keyVersions");
        report.keyVersions().forEach(version -> versions.add(String.format(Locale.ROOT, "%02X", version)));
        report.closed().ifPresent(reason -> card.put("closed", reason.name()));
        report.opened().ifPresent(contents -> {
            card.put("lifeCycle", contents.lifeCycle().name());
            card.put("keyVersion", String.format(Locale.ROOT, "%02X", contents.keyVersion()));
            ArrayNode packages = card.putArray("packages");
            contents.packages().forEach(file -> {
                ObjectNode each = packages.addObject().put("aid", file.aid().toString());
                file.version().ifPresent(version -> each.put("version", version));
            });
            ArrayNode applets = card.putArray("applets");
            contents.applications().forEach(applet -> applets.add(applet.aid().toString()));
        });
    }
}
