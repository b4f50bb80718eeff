package org.keyrack.token.link;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;

/**
 * What goes over the pipe: {@code KRAS}, kind, length of the content in four bytes, content. A library may print to the same
 * pipe: what stands before a frame is passed over.
 *
 * @param kind what is asked or answered
 * @param content whoever reads it last wipes it
 */
record Frame(Kind kind, byte[] content) {
    private static final byte[] MARK = {'K', 'R', 'A', 'S'};
    private static final int LONGEST = 1 << 20;

    /** What a frame is. */
    enum Kind {
        /** Asked: opens the AS of a file. */
        OPEN(1),
        /** Asked: GET DATA 0101. */
        IDENTITY(2),
        /** Asked: GET DATA 0102, all of it. */
        KEYS(3),
        /** Asked: the PIN, UTF-8. */
        PIN(4),
        /** Asked: the APDU of EXPORTKEY. */
        EXPORT(5),
        /** Asked: the APDU of VERIFYRECEIPT. */
        VERIFY(6),
        /** Asked: the tokens of a library. */
        TOKENS(7),
        /** Asked: a new AS. */
        CREATE(8),
        /** Answered. */
        DONE(9),
        /** Answered: a status word, two bytes. */
        STATUS(10),
        /** Answered: the PIN is wrong, tries left. */
        WRONG_PIN(11),
        /** Answered: a trouble and its detail, two texts. */
        TROUBLE(12);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        private static Kind of(int code) throws IOException {
            for (Kind kind : values()) {
                if (kind.code == code) {
                    return kind;
                }
            }
            throw new IOException("The other process sent something else than a frame");
        }
    }

    /** One write, so that nothing a library prints comes between. */
    void write(DataOutputStream out) throws IOException {
        out.write(MARK);
        out.writeByte(kind.code);
        out.writeInt(content.length);
        out.write(content);
        out.flush();
    }

    /** @throws EOFException when the other side has gone */
    static Frame read(DataInputStream in) throws IOException {
        int matched = 0;
        while (matched < MARK.length) {
            int next = in.readUnsignedByte();
            matched = next == MARK[matched] ? matched + 1 : next == MARK[0] ? 1 : 0;
        }
        Kind kind = Kind.of(in.readUnsignedByte());
        int length = in.readInt();
        if (length < 0 || length > LONGEST) {
            throw new IOException("The other process sent something else than a frame");
        }
        byte[] content = new byte[length];
        in.readFully(content);
        return new Frame(kind, content);
    }
}
