package org.keyrack.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Supplier;
import org.keyrack.app.VirtualCards;

/** Where the operator's PIN comes from. It is asked for anew each time, so that no PIN is kept. */
@FunctionalInterface
interface PinSource {
    /**
     * The PIN; the caller wipes it.
     *
     * @param reader where the AS is
     */
    char[] pin(String reader) throws CliException;

    /** The rack file's PIN, for the virtual bench. */
    static PinSource of(VirtualCards cards) {
        return cards::operatorPin;
    }

    /** A file that holds the PIN alone; white space around it does not count. */
    static PinSource file(Path file) {
        return reader -> {
            byte[] bytes;
            try {
                if (Files.size(file) > 64) {
                    throw CliException.usage(file + " is too long for a PIN file. Put the PIN alone into it.");
                }
                bytes = Files.readAllBytes(file);
            } catch (IOException e) {
                throw CliException.usage(
                        "The PIN file " + file + " cannot be read. Check its name and its access rights.");
            }
            CharBuffer chars = StandardCharsets.ISO_8859_1.decode(ByteBuffer.wrap(bytes));
            try {
                return checked(trimmed(chars), "The PIN file " + file);
            } finally {
                Arrays.fill(bytes, (byte) 0);
                Arrays.fill(chars.array(), '\0');
            }
        };
    }

    /** An environment variable. */
    static PinSource environment(String name, Supplier<String> value) {
        return reader -> {
            String pin = value.get();
            if (pin == null) {
                throw CliException.usage("There is no environment variable " + name + ". Set it to the PIN.");
            }
            return checked(pin.toCharArray(), "The environment variable " + name);
        };
    }

    /** A question at the terminal. */
    static PinSource prompt(CliContext context) {
        return reader -> {
            if (context.console() == null) {
                throw CliException.usage(
                        "There is no terminal to ask for the PIN. Use --pin-file FILE or --pin-env NAME.");
            }
            char[] pin = context.console().readPassword("PIN of the AS in %s: ", reader);
            return checked(pin == null ? new char[0] : pin, "The PIN");
        };
    }

    private static char[] trimmed(CharBuffer chars) {
        int from = 0;
        int to = chars.length();
        while (from < to && Character.isWhitespace(chars.charAt(from))) {
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

    private static char[] checked(char[] pin, String source) throws CliException {
        boolean digits = true;
        for (char each : pin) {
            digits &= each >= '0' && each <= '9';
        }
        if (!digits || pin.length < 4 || pin.length > 8) {
            Arrays.fill(pin, '\0');
            throw CliException.usage(source + " is no PIN: a PIN has 4 to 8 digits. Correct it; no try was used.");
        }
        return pin;
    }
}
