package org.keyrack.cli;

import java.io.Console;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Supplier;
import org.keyrack.app.InputException;
import org.keyrack.app.SecretText;
import org.keyrack.app.VirtualCards;
import org.keyrack.files.InputFileException;

/** Where the operator's PIN comes from. It is asked for anew each time, so that no PIN is kept. */
@FunctionalInterface
interface PinSource {
    /** Bytes of a PIN file at most: eight digits in UTF-16, a mark, line ends and blanks. */
    int LONGEST_FILE = 64;

    /**
     * The PIN; the caller wipes it.
     *
     * @param reader where the AS is
     */
    char[] pin(String reader) throws CliException;

    /** The rack file's PIN, for the virtual bench; of an AS that was a blank card there it knows none. */
    static PinSource of(VirtualCards cards, PinSource otherwise) {
        return reader -> {
            try {
                return cards.operatorPin(reader);
            } catch (IllegalArgumentException prepared) {
                return otherwise.pin(reader);
            }
        };
    }

    /** A file that holds the PIN alone, for its owner's eyes; a byte order mark and white space around it do not count. */
    static PinSource file(CliContext context, Path file) {
        return reader -> read(context, file);
    }

    /** The PIN in a file, as {@link #file} has it; the caller wipes it. */
    static char[] read(CliContext context, Path file) throws CliException {
        byte[] bytes = bytes(context, file);
        CharBuffer chars = code(bytes).decode(ByteBuffer.wrap(bytes));
        try {
            return checked(trimmed(chars), "pin.of.file", file.toString(), context);
        } finally {
            Arrays.fill(bytes, (byte) 0);
            Arrays.fill(chars.array(), '\0');
        }
    }

    private static byte[] bytes(CliContext context, Path file) throws CliException {
        try {
            return SecretText.bytes(file, LONGEST_FILE, "pin.file.seen");
        } catch (InputException e) {
            throw CliException.usage(e.getMessage());
        } catch (InputFileException e) {
            if (e.kind() == InputFileException.Kind.TOO_LONG) {
                throw CliException.usage(
                        context.words().say("pin.form", context.words().say("pin.of.file", file.toString())));
            }
            throw CliException.usage(e.getMessage());
        }
    }

    /** Windows writes UTF-16 with its mark. */
    private static Charset code(byte[] bytes) {
        boolean marked = bytes.length > 1 && (bytes[0] & bytes[1] & 0xFE) == 0xFE && bytes[0] != bytes[1];
        return marked ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
    }

    /** An environment variable. */
    static PinSource environment(CliContext context, String name, Supplier<String> value) {
        return reader -> {
            String pin = value.get();
            if (pin == null) {
                throw CliException.usage(context.words().say("pin.environment.none", name));
            }
            return checked(pin.toCharArray(), "pin.of.environment", name, context);
        };
    }

    /** A question at the terminal. */
    static PinSource prompt(CliContext context) {
        return reader -> {
            Console terminal = context.console()
                    .orElseThrow(() -> CliException.usage(context.words().get("pin.terminal.none")));
            char[] pin = terminal.readPassword("%s", context.words().say("pin.prompt", reader));
            return checked(pin == null ? new char[0] : pin, "pin.of.prompt", "", context);
        };
    }

    /** What is typed at the terminal at a prompt; the caller wipes it. */
    static char[] typed(String prompt, CliContext context) throws CliException {
        char[] pin = context.console().orElseThrow().readPassword("%s", prompt);
        return checked(pin == null ? new char[0] : pin, "pin.of.prompt", "", context);
    }

    private static char[] trimmed(CharBuffer chars) {
        int from = 0;
        int to = chars.length();
        while (from < to && (Character.isWhitespace(chars.charAt(from)) || chars.charAt(from) == '\uFEFF')) {
            from++;
        }
        while (to > from && Character.isWhitespace(chars.charAt(to - 1))) {
            to--;
        }
        char[] trimmed = new char[to - from];
        for (int i = from; i < to; i++) {
            trimmed[i - from] = chars.charAt(i);
        }
        return trimmed;
    }

    private static char[] checked(char[] pin, String source, String named, CliContext context) throws CliException {
        boolean digits = true;
        for (char each : pin) {
            digits &= each >= '0' && each <= '9';
        }
        if (!digits || pin.length < 4 || pin.length > 8) {
            Arrays.fill(pin, '\0');
            throw CliException.usage(
                    context.words().say("pin.form", context.words().say(source, named)));
        }
        return pin;
    }
}
