package org.keyrack.app;

import java.nio.CharBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.keyrack.card.KeySet;
import org.keyrack.files.InputFileException;
import org.keyrack.language.Wording;
import org.keyrack.protocol.crypto.SecretKeyBytes;

/**
 * A key set of a card's issuer as people write it: ENC, MAC and DEK in hexadecimal digits, or one key that stands for all
 * three. The command line and the window read it by this one rule.
 */
public final class KeySetText {
    private static final int LARGEST = 512;

    private KeySetText() {}

    /**
     * Reads a key file.
     *
     * @param version key version number, 00 to 7F
     * @return the key set, which the caller closes
     * @throws InputException when it cannot be read, others may see it, or it holds no key set; never with its content
     */
    public static KeySet read(Path file, int version) throws InputException {
        CharBuffer chars;
        try {
            chars = SecretText.read(file, LARGEST, "keys.seen");
        } catch (InputFileException e) {
            throw new InputException(
                    e.kind() == InputFileException.Kind.TOO_LONG
                            ? Wording.of("input").say("keys.long", file.toString())
                            : e.getMessage());
        }
        try {
            return of(words(chars), version, Wording.of("input").say("keys.ofFile", file.toString()));
        } finally {
            Arrays.fill(chars.array(), '\0');
        }
    }

    /**
     * Refuses keys that anybody can guess as the new keys of a card.
     *
     * @return the same keys
     * @throws InputException when they are weak; they are wiped then
     */
    public static KeySet strong(KeySet fresh) throws InputException {
        if (fresh.isWeak()) {
            fresh.close();
            throw new InputException(Wording.of("input").get("keys.weak"));
        }
        return fresh;
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

    /**
     * Makes a key set of its words.
     *
     * @param words three keys of one length, or one; wiped by this call
     * @param what names where they come from, for messages
     * @return the key set, which the caller closes
     * @throws InputException when they are no key set; never with their content
     */
    public static KeySet of(List<char[]> words, int version, String what) throws InputException {
        try {
            boolean one = words.size() == 1;
            boolean sized = (one || words.size() == 3)
                    && words.stream().allMatch(word -> word.length == 32 || word.length == 48 || word.length == 64)
                    && words.stream().mapToInt(word -> word.length).distinct().count() == 1;
            if (!sized || !words.stream().allMatch(KeySetText::isHex)) {
                throw new InputException(Wording.of("input").say("keys.form", what));
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
