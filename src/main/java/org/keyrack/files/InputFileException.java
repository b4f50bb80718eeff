package org.keyrack.files;

import java.io.IOException;
import java.nio.file.Path;
import org.keyrack.language.Wording;

/** A file that somebody named cannot be read. The message is one sentence: the file, the cause, what to do. */
public final class InputFileException extends IOException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final String sentence;

    InputFileException(Kind kind, Path file, long most, String words) {
        this(kind, Wording.of("input").say("file." + kind, file.toString(), most, words));
    }

    private InputFileException(Kind kind, String sentence) {
        super(sentence);
        this.kind = kind;
        this.sentence = sentence;
    }

    @Override
    public String getMessage() {
        return sentence;
    }

    /** What is wrong. */
    public enum Kind {
        /** There is no such file. */
        MISSING,
        /** The system does not let the user read it. */
        DENIED,
        /** It is a folder. */
        FOLDER,
        /** It is a device, a pipe or a socket, which may never end. */
        SPECIAL,
        /** It is longer than such a file can be. */
        TOO_LONG,
        /** The system cannot read it. */
        UNREADABLE
    }

    public Kind kind() {
        return kind;
    }
}
