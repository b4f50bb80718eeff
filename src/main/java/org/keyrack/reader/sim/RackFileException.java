package org.keyrack.reader.sim;

import org.keyrack.files.InputFileException;
import org.keyrack.language.SentenceException;
import org.keyrack.yaml.YamlException;

/** A rack file that cannot be used. The message is one sentence: the place, the cause, what to do. Nothing was run. */
public final class RackFileException extends SentenceException {
    private static final long serialVersionUID = 1L;

    /**
     * @param place file, line, path inside the file, as far as they are known
     * @param cause what is wrong, a clause that follows the place; no secret
     * @param action what to do about it
     */
    public RackFileException(String place, String cause, String action) {
        super(place + ": " + cause + ". " + action);
    }

    RackFileException(YamlException wrong) {
        super(wrong.getMessage(), wrong);
    }

    RackFileException(InputFileException unread) {
        super(unread.getMessage(), unread);
    }
}
