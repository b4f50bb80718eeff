package org.keyrack.docs;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.TreeSet;
import org.keyrack.protocol.StatusWordTable;
import org.keyrack.protocol.StatusWordTable.Cause;
import org.keyrack.protocol.StatusWordTable.Meaning;

/** Writes docs/messages.md from the status-word table and the sentences of the bundle: {@code ./dev docs}. */
public final class MessagesPage {
    /** The page that is written. */
    public static final Path PAGE = Path.of("docs/messages.md");

    private static final List<Group> GROUPS = List.of(
            new Group("link", "The link between computer and card"),
            new Group("service", "The smart-card service"),
            new Group("unit", "Modules"),
            new Group("as", "The AS"),
            new Group("card", "Blank cards"),
            new Group("refusal", "Refused by the plan, before anything is loaded"),
            new Group("warning", "Warnings of the plan"),
            new Group("protocol", "Answers that break the protocol"));

    private MessagesPage() {}

    private record Group(String prefix, String title) {}

    /** @param arguments none */
    public static void main(String[] arguments) throws IOException {
        Files.writeString(PAGE, text());
    }

    /** The page as it must be. */
    public static String text() {
        StringBuilder page = new StringBuilder("""
                # Messages: cause and action

                Generated from the program's own tables by `./dev docs`; do not edit. "…" stands for a name or a number.
                """);
        sentences(page);
        page.append("\n## Status words\nWhat a card answered (SW), to which command, and what it can mean.\n");
        String command = "";
        for (Meaning meaning : StatusWordTable.all()) {
            if (!meaning.command().equals(command)) {
                command = meaning.command();
                page.append("\n### ").append(command).append("\n| SW | Cause | Action |\n|---|---|---|\n");
            }
            for (Cause cause : meaning.causes()) {
                row(page, String.format("%04X", meaning.sw()), sentence(cause.causeKey()), sentence(cause.adviceKey()));
            }
        }
        return page.toString();
    }

    private static void sentences(StringBuilder page) {
        Properties texts = new Properties();
        try (InputStream in = MessagesPage.class.getResourceAsStream("/i18n/cause.properties");
                Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            texts.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        TreeSet<String> keys = new TreeSet<>(texts.stringPropertyNames());
        for (Group group : GROUPS) {
            page.append("\n## ").append(group.title()).append("\n| Cause | Action |\n|---|---|\n");
            for (String key : List.copyOf(keys)) {
                if (key.startsWith(group.prefix() + ".")) {
                    causeAndAction(page, texts.getProperty(key));
                    keys.remove(key);
                }
            }
        }
        page.append("\n## Others\n| Cause | Action |\n|---|---|\n");
        keys.forEach(key -> causeAndAction(page, texts.getProperty(key)));
    }

    private static void causeAndAction(StringBuilder page, String pattern) {
        String text = pattern.replace("''", "'").replaceAll("\\{\\d+\\}", "…");
        int end = text.indexOf(". ");
        row(page, end < 0 ? text : text.substring(0, end + 1), end < 0 ? "" : text.substring(end + 2));
    }

    private static String sentence(String key) {
        return StatusWordTable.text(key, Locale.ENGLISH);
    }

    private static void row(StringBuilder page, String... cells) {
        page.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }
}
