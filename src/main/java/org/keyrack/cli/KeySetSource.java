package org.keyrack.cli;

import java.io.Console;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.keyrack.card.KeySet;
import org.keyrack.files.InputFile;
import org.keyrack.files.InputFileException;
import org.keyrack.language.Wording;
import org.keyrack.protocol.crypto.SecretKeyBytes;

/** Where the keys of a card's issuer come from: a file of its owner alone, or the terminal; never the command line. */
final class KeySetSource {
    private static final int LARGEST = 512;
    private static final Set<PosixFilePermission> OWNER = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private KeySetSource() {}

    /**
     * Reads ENC, MAC and DEK in hexadecimal digits, or one key that stands for all three, with white space between.
     *
     * @return the key set, which the caller closes
     */
    static KeySet file(Path file, int version) throws CliException {
        byte[] bytes;
        try {
            refuseOthersAccess(file);
            bytes = InputFile.readSecret(file, LARGEST);
        } catch (InputFileException e) {
            throw CliException.usage(
                    e.kind() == InputFileException.Kind.TOO_LONG
                            ? Wording.of("cli").say("keys.long", file.toString())
                            : e.getMessage());
        } catch (IOException e) {
            throw CliException.usage(Wording.of("cli").say("keys.unreadable", file.toString()));
        }
        CharBuffer chars = StandardCharsets.ISO_8859_1.decode(ByteBuffer.wrap(bytes));
        try {
            return keySet(words(chars), version, Wording.of("cli").say("keys.ofFile", file.toString()));
        } finally {
            Arrays.fill(bytes, (byte) 0);
            Arrays.fill(chars.array(), '\0');
        }
    }

    private static void refuseOthersAccess(Path file) throws IOException, CliException {
        if (Files.getFileStore(file).supportsFileAttributeView("posix")
                && !OWNER.containsAll(Files.getPosixFilePermissions(file))) {
            throw CliException.usage(Wording.of("cli").say("keys.seen", file.toString()));
        }
    }

    /**
     * Asks for the three keys at the terminal, one after the other, without showing them.
     *
     * @param prompt the text that asks for the key of a name, in the bundle {@code cli}
     */
    static KeySet prompt(CliContext context, int version, String prompt) throws CliException {
        Console terminal = context.console()
                .orElseThrow(() -> CliException.usage(context.words().get("keys.noTerminal")));
        List<char[]> keys = new ArrayList<>();
        for (String name : List.of("ENC", "MAC", "DEK")) {
            char[] key = terminal.readPassword("%s", context.words().say(prompt, name));
            keys.add(key == null ? new char[0] : key);
        }
        return keySet(keys, version, context.words().get("keys.entered"));
    }

    private static List<char[]> words(CharBuffer chars) {
        List<char[]> words = new ArrayList<>();
        int from = -1;
        for (int i = 0; i <= chars.length(); i++) {
            boolean space = i == chars.length() || Character.isWhitespace(chars.charAt(i));
            if (!space && from < 0) {
                from = i;
            } else if (space && from >= 0) {
                char[] word = new char[i - from];
                for (int at = 0; at < word.length; at++) {
                    word[at] = chars.charAt(from + at);
                }
                words.add(word);
                from = -1;
            }
        }
        return words;
    }

    private static KeySet keySet(List<char[]> words, int version, String what) throws CliException {
        try {
            boolean one = words.size() == 1;
            boolean sized = (one || words.size() == 3)
                    && words.stream().allMatch(word -> word.length == 32 || word.length == 48 || word.length == 64)
                    && words.stream().mapToInt(word -> word.length).distinct().count() == 1;
            if (!sized || !words.stream().allMatch(KeySetSource::isHex)) {
                throw CliException.usage(Wording.of("cli").say("keys.form", what));
            }
            return new KeySet(version, key(words.get(0)), key(words.get(one ? 0 : 1)), key(words.get(one ? 0 : 2)));
        } finally {
            words.forEach(word -> Arrays.fill(word, '\0'));
        }
    }

    private static boolean isHex(char[] word) {
        boolean hex = true;
        for (char each : word) {
            hex &= Character.digit(each, 16) >= 0;
        }
        return hex;
    }

    private static SecretKeyBytes key(char[] word) {
        byte[] key = new byte[word.length / 2];
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) (Character.digit(word[2 * i], 16) << 4 | Character.digit(word[2 * i + 1], 16));
        }
        return SecretKeyBytes.taking(key);
    }
}
