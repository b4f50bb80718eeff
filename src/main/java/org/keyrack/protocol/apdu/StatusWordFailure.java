package org.keyrack.protocol.apdu;

import java.util.Locale;

/** The card answered a command with a status word other than 9000 (protocol.md, "What each unit checks"). */
public final class StatusWordFailure extends CardFailure {
    private static final long serialVersionUID = 1L;

    private final String command;
    private final int sw;

    /**
     * @param command the command's name in protocol.md, for example IMPORTKEY
     * @param sw the status word, 0000 to FFFF
     */
    public StatusWordFailure(String command, int sw) {
        super(String.format(Locale.ROOT, "%s answered %04X", command, sw));
        this.command = command;
        this.sw = sw;
    }

    public String command() {
        return command;
    }

    public int sw() {
        return sw;
    }
}
