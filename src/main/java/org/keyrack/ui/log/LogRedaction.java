package org.keyrack.ui.log;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes long values out of log lines. Nothing secret is logged; this is the second lock: whatever looks like a key, a random
 * number or a serial number leaves this computer as its length alone.
 */
public final class LogRedaction {
    /** 6 bytes or more in a row, in pairs of digits with or without spaces or colons. */
    private static final Pattern BYTES =
            Pattern.compile("(?<![0-9A-Za-z])[0-9A-Fa-f]{2}(?:[ :]?[0-9A-Fa-f]{2}){5,}(?![0-9A-Za-z])");

    private LogRedaction() {}

    /** The line with each run of 6 bytes or more replaced by its length. */
    public static String redact(String line) {
        Matcher matcher = BYTES.matcher(line);
        return matcher.replaceAll(match -> {
            long digits = match.group()
                    .chars()
                    .filter(character -> character != ' ' && character != ':')
                    .count();
            return "[" + digits / 2 + " bytes]";
        });
    }
}
