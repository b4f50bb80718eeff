package org.keyrack.ledger;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keyrack.journal.ChainName;

/**
 * A head with its bench's Ed25519 signature: {@code keyrack-head-1 CHAIN SEQ HASH SIGNATURE}, one line of ASCII.
 *
 * @param head where the chain ended
 * @param signature Base64 of the 64-byte signature over the line up to the hash
 */
public record SignedHead(Head head, String signature) {
    static final String MARK = "keyrack-head-1";
    private static final Pattern LINE =
            Pattern.compile(MARK + " ([A-Za-z0-9._~-]{1,64}) ([1-9][0-9]{0,15}) ([0-9a-f]{64}) ([A-Za-z0-9+/]{86}==)");

    static String signedText(Head head) {
        return MARK + " " + head;
    }

    /**
     * Reads a head's line.
     *
     * @throws LedgerException when it is none
     */
    public static SignedHead parse(String line) throws LedgerException {
        Matcher matcher = LINE.matcher(line.strip());
        if (!matcher.matches()) {
            throw new LedgerException("\"" + (line.length() > 40 ? line.substring(0, 40) + "…" : line)
                    + "\" is no head: it should read " + MARK + " BENCH SEQ HASH SIGNATURE");
        }
        return new SignedHead(
                new Head(new ChainName(matcher.group(1)), Long.parseLong(matcher.group(2)), matcher.group(3)),
                matcher.group(4));
    }

    /** The line, without a line feed. */
    public String line() {
        return signedText(head) + " " + signature;
    }
}
