package org.keyrack.ui.cards;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.keyrack.app.CardReport;
import org.keyrack.app.CardReport.Contents;
import org.keyrack.app.CauseTexts;
import org.keyrack.card.Aid;
import org.keyrack.card.KeyRackPackage;
import org.keyrack.ui.cards.CardState.Busy;
import org.keyrack.ui.cards.CardState.Failed;
import org.keyrack.ui.cards.CardState.Known;
import org.keyrack.ui.kit.Hex;
import org.keyrack.ui.kit.Texts;

/** What is said of a card, in short for its tile and at length for its details. */
final class CardSentences {
    private final Texts texts;
    private final CauseTexts causes;

    CardSentences(Texts texts, CauseTexts causes) {
        this.texts = texts;
        this.causes = causes;
    }

    /** One sentence. */
    String of(CardState state) {
        if (state instanceof Busy busy) {
            return busy(busy);
        }
        if (state instanceof Failed failed) {
            String why = causes.cardSentence(failed.failure());
            return failed.answering()
                    .map(keys -> texts.get("cards.answering." + keys) + " " + why)
                    .orElse(why);
        }
        Known known = (Known) state;
        return known.done()
                .map(done -> texts.format("cards.done." + done, contents(known.report())))
                .orElseGet(() -> known.report()
                        .closed()
                        .map(reason -> causes.format("card." + reason))
                        .orElseGet(() -> contents(known.report())));
    }

    private String busy(Busy busy) {
        if (busy.block() > 0) {
            return texts.format("cards.block", busy.block(), busy.blocks());
        }
        return texts.get(busy.task().map(task -> task.key() + ".busy").orElse("cards.reading"));
    }

    /** What is on the card: KeyRack or not, its keys, its life cycle. */
    private String contents(CardReport report) {
        String keys = report.keyVersions().stream().map(Hex::of1).collect(Collectors.joining(" "));
        Optional<Contents> opened = report.opened();
        return opened.map(contents -> texts.format("cards.contents", what(contents), keys, contents.lifeCycle()))
                .orElseGet(() -> texts.format("cards.contents.closed", keys));
    }

    private String what(Contents contents) {
        boolean there = contents.packages().stream().anyMatch(file -> file.aid().equals(KeyRackPackage.AID));
        if (!there) {
            return contents.packages().isEmpty()
                    ? texts.get("cards.blank")
                    : texts.format("cards.other", contents.packages().size());
        }
        List<Aid> applets =
                contents.applications().stream().map(entry -> entry.aid()).toList();
        boolean as = applets.contains(KeyRackPackage.AS);
        boolean ei = applets.contains(KeyRackPackage.EI);
        return as ? texts.get("cards.with.as") : texts.get(ei ? "cards.with.ei" : "cards.with.none");
    }

    /** Everything that the card told, a line each. */
    List<String> details(CardReport report) {
        List<String> lines = new ArrayList<>();
        lines.add(texts.format("cards.detail.domain", report.domain().toString()));
        String protocol = report.protocol()
                        .map(number -> String.format(Locale.ROOT, "SCP%02d", number))
                        .orElse("–")
                + report.option()
                        .map(option -> String.format(Locale.ROOT, " i=%02X", option.i()))
                        .orElse("");
        String keys = report.keyVersions().stream().map(Hex::of1).collect(Collectors.joining(", "));
        lines.add(texts.format("cards.detail.protocol", protocol, keys));
        report.opened().ifPresent(contents -> {
            lines.add(texts.format(
                    "cards.detail.lifeCycle", contents.lifeCycle().name(), Hex.of1(contents.keyVersion())));
            contents.packages()
                    .forEach(file -> lines.add(texts.format(
                            file.aid().equals(KeyRackPackage.AID) ? "cards.detail.keyrack" : "cards.detail.package",
                            file.aid().toString(),
                            file.version().map(String::valueOf).orElse("–"))));
            contents.applications()
                    .forEach(applet -> lines.add(texts.format("cards.detail.applet", applet(applet.aid()))));
        });
        return lines;
    }

    private static String applet(Aid aid) {
        return aid.equals(KeyRackPackage.AS) ? "AS" : aid.equals(KeyRackPackage.EI) ? "EI" : aid.toString();
    }
}
