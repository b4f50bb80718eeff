package org.keyrack.files;

import java.io.IOException;
import java.nio.file.Path;
import org.keyrack.language.Wording;

/** A file or folder that somebody named cannot be written. The message is one sentence: the file, the cause, what to do. */
public final class OutputFileException extends IOException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final String sentence;

    OutputFileException(Kind kind, Path file, String words) {
        this(kind, Wording.of("input").say("output." + kind, file.toString(), words));
    }

    OutputFileException(Kind kind, Path file, String words, Throwable cause) {
        this(kind, file, words);
        initCause(cause);
    }

    private OutputFileException(Kind kind, String sentence) {
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
        /** The file's folder does not exist. */
        NO_FOLDER,
        /** It is a folder. */
        FOLDER,
        /** A folder was meant, and it is none. */
        NO_FILE_INSIDE,
        /** The system does not let the user write there. */
        DENIED,
        /** The file system takes no changes. */
        READ_ONLY,
        /** No space is left. */
        FULL,
        /** A link that leads back to itself. */
        LOOP,
        /** A pipe that nobody reads. */
        NO_READER,
        /** The system cannot write it. */
        UNWRITABLE
    }

    public Kind kind() {
        return kind;
    }

    /** Whether another name helps; else the output broke. */
    public boolean misnamed() {
        return kind != Kind.FULL && kind != Kind.UNWRITABLE;
    }
}
