package org.keyrack.app;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.keyrack.app.ComponentLetters.Printer;
import org.keyrack.journal.Journal.ClaimRefused;
import org.keyrack.journal.Journal.JournalUnavailable;
import org.keyrack.journal.LetterShared;
import org.keyrack.language.Wording;
import org.keyrack.prepare.KeyComponent;
import org.keyrack.prepare.PlanException;
import org.keyrack.protocol.Kcv;
import org.keyrack.protocol.crypto.Cmac;
import org.keyrack.protocol.crypto.SecretKeyBytes;
import org.keyrack.protocol.crypto.SecretShares;
import org.keyrack.report.LetterSheet;
import org.keyrack.report.ReportText;
import org.keyrack.world.World;

/** Back-up of one letter: shares of it on sheets of their own, any so many of which print it anew. Nothing is in a file. */
public final class LetterShares {
    private LetterShares() {}

    /**
     * Which letter.
     *
     * @param key how people call the key
     * @param component its number, from 1
     * @param components how many the key has
     * @param keyKcv KCV of the whole key
     */
    public record Letter(String key, int component, int components, Kcv keyKcv) {}

    /**
     * Splits a letter and prints the shares.
     *
     * @param component stays the caller's
     * @param needed how many shares give it back, 2 to {@code count}
     * @param count how many are printed, to {@link SecretShares#MOST}
     * @param packages numbers of their envelopes, or none
     * @throws IOException when a sheet could not be printed: the shares before it are worth nothing
     */
    public static LetterShared split(
            Letter letter,
            KeyComponent component,
            int needed,
            int count,
            List<String> packages,
            Printer printer,
            OpenLedger ledger,
            String operator,
            Locale locale)
            throws IOException, JournalUnavailable {
        World world = World.real();
        ReportText text = Reports.text(locale);
        List<KeyComponent> shares = new ArrayList<>();
        try {
            for (SecretKeyBytes share : SecretShares.split(component.value(), needed, count, world.random())) {
                shares.add(new KeyComponent(share, Cmac.kcv(share)));
            }
            String of = text.say(
                    "share.of",
                    letter.component(),
                    letter.components(),
                    letter.key(),
                    component.kcv().toString(),
                    letter.keyKcv().toString());
            for (int i = 0; i < count; i++) {
                LetterSheet sheet = LetterSheet.share(
                        of,
                        i + 1,
                        count,
                        needed,
                        packages.isEmpty() ? "" : packages.get(i),
                        shares.get(i).kcv().toString(),
                        text);
                ComponentLetters.print(sheet, i + 1, shares.get(i), printer, text);
            }
            LetterShared told = new LetterShared(
                    world.now(),
                    false,
                    letter.key(),
                    letter.component(),
                    component.kcv(),
                    needed,
                    shares.stream().map(KeyComponent::kcv).toList(),
                    packages,
                    operator);
            return written(told, ledger);
        } finally {
            shares.forEach(KeyComponent::close);
        }
    }

    /**
     * Joins shares and prints the letter anew.
     *
     * @param shares by number; they stay the caller's
     * @param kcv of the component
     * @throws PlanException when they do not join to it: nothing was printed
     */
    public static LetterShared join(
            Letter letter,
            SortedMap<Integer, KeyComponent> shares,
            Kcv kcv,
            String packageNumber,
            Printer printer,
            OpenLedger ledger,
            String operator,
            Locale locale)
            throws IOException, JournalUnavailable, PlanException {
        World world = World.real();
        ReportText text = Reports.text(locale);
        SecretKeyBytes joined = SecretShares.join(values(shares));
        try (KeyComponent component = new KeyComponent(joined, Cmac.kcv(joined))) {
            if (!component.kcv().equals(kcv)) {
                throw new PlanException(Wording.of("input").say("share.kcv", shares.size(), kcv.toString()));
            }
            LetterSheet sheet = LetterSheet.component(
                    letter.key(),
                    letter.component(),
                    letter.components(),
                    packageNumber,
                    kcv.toString(),
                    letter.keyKcv().toString(),
                    text);
            ComponentLetters.print(sheet, 1, component, printer, text);
            LetterShared told = new LetterShared(
                    world.now(),
                    true,
                    letter.key(),
                    letter.component(),
                    kcv,
                    shares.size(),
                    shares.values().stream().map(KeyComponent::kcv).toList(),
                    packageNumber.isEmpty() ? List.of() : List.of(packageNumber),
                    operator);
            return written(told, ledger);
        }
    }

    private static SortedMap<Integer, SecretKeyBytes> values(SortedMap<Integer, KeyComponent> shares)
            throws PlanException {
        SortedMap<Integer, SecretKeyBytes> values = new TreeMap<>();
        for (Map.Entry<Integer, KeyComponent> share : shares.entrySet()) {
            values.put(share.getKey(), share.getValue().value());
        }
        if (values.values().stream().map(SecretKeyBytes::length).distinct().count() > 1) {
            throw new PlanException(Wording.of("input").get("share.length"));
        }
        return values;
    }

    private static LetterShared written(LetterShared told, OpenLedger ledger) throws JournalUnavailable {
        try {
            ledger.commit(List.of(told));
            return told;
        } catch (ClaimRefused impossible) {
            throw new IllegalStateException("Letters need no claim", impossible);
        }
    }
}
