package org.keyrack.app;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.keyrack.journal.Journal.ClaimRefused;
import org.keyrack.journal.Journal.JournalUnavailable;
import org.keyrack.journal.LettersPrinted;
import org.keyrack.prepare.KeyComponent;
import org.keyrack.prepare.LetterDigits;
import org.keyrack.protocol.Kcv;
import org.keyrack.protocol.crypto.Cmac;
import org.keyrack.protocol.crypto.SecretKeyBytes;
import org.keyrack.report.LetterSheet;
import org.keyrack.report.ReportText;
import org.keyrack.world.World;

/**
 * Draws a key in components and prints a letter of each, one sheet a custodian. The key itself is joined for its KCV alone, and
 * wiped; nothing is written to a file here.
 */
public final class ComponentLetters {
    private ComponentLetters() {}

    /** Prints a sheet; it is wiped afterwards. */
    @FunctionalInterface
    public interface Printer {
        void print(int number, byte[] pdf) throws IOException;
    }

    /**
     * What the letters are about.
     *
     * @param key how people call it
     * @param length of the key in bytes, 16 or 32
     * @param components 2 to 5
     * @param packages numbers of the envelopes, one a component, or none
     */
    public record Order(String key, int length, int components, List<String> packages) {
        public Order {
            packages = List.copyOf(packages);
        }
    }

    /**
     * Draws and prints.
     *
     * @param operator who does it, for the ledger
     * @return what was written down: KCVs alone
     * @throws IOException when a sheet could not be printed: the letters before it are worth nothing
     */
    public static LettersPrinted print(Order order, Printer printer, OpenLedger ledger, String operator, Locale locale)
            throws IOException, JournalUnavailable {
        World world = World.real();
        List<KeyComponent> components = new ArrayList<>();
        try {
            for (int i = 0; i < order.components(); i++) {
                components.add(drawn(order.length(), world.random()));
            }
            Kcv kcv = joined(components);
            for (int i = 0; i < components.size(); i++) {
                print(order, i, components.get(i), kcv, printer, Reports.text(locale));
            }
            LettersPrinted printed = new LettersPrinted(
                    world.now(),
                    order.key(),
                    order.length(),
                    kcv,
                    components.stream().map(KeyComponent::kcv).toList(),
                    order.packages(),
                    operator);
            ledger.commit(List.of(printed));
            return printed;
        } catch (ClaimRefused impossible) {
            throw new IllegalStateException("Letters need no claim", impossible);
        } finally {
            components.forEach(KeyComponent::close);
        }
    }

    private static void print(Order order, int index, KeyComponent component, Kcv kcv, Printer printer, ReportText text)
            throws IOException {
        LetterSheet sheet = LetterSheet.component(
                order.key(),
                index + 1,
                order.components(),
                order.packages().isEmpty() ? "" : order.packages().get(index),
                component.kcv().toString(),
                kcv.toString(),
                text);
        print(sheet, index + 1, component, printer, text);
    }

    /** Prints a sheet with the digits of a component, or of a share of one. */
    static void print(LetterSheet sheet, int number, KeyComponent component, Printer printer, ReportText text)
            throws IOException {
        List<char[]> groups = LetterDigits.groups(component);
        byte[] pdf = new byte[0];
        try {
            pdf = sheet.pdf(groups, text);
            printer.print(number, pdf);
        } finally {
            groups.forEach(group -> Arrays.fill(group, '\0'));
            Arrays.fill(pdf, (byte) 0);
        }
    }

    private static KeyComponent drawn(int length, SecureRandom random) {
        byte[] value = new byte[length];
        random.nextBytes(value);
        SecretKeyBytes secret = SecretKeyBytes.taking(value);
        return new KeyComponent(secret, Cmac.kcv(secret));
    }

    private static Kcv joined(List<KeyComponent> components) {
        SecretKeyBytes joined = components.get(0).value().copy();
        for (KeyComponent component : components.subList(1, components.size())) {
            SecretKeyBytes next = joined.xor(component.value());
            joined.close();
            joined = next;
        }
        try {
            return Cmac.kcv(joined);
        } finally {
            joined.close();
        }
    }
}
