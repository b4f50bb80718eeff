package org.keyrack.unit;

import java.util.ArrayDeque;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.keyrack.protocol.apdu.ApduChannel;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.LinkFailure;
import org.keyrack.protocol.apdu.ProtocolFailure;
import org.keyrack.protocol.apdu.ResponseApdu;

/** Remembers the last APDUs, redacted, for the detail of a failure. */
final class RecordingChannel implements ApduChannel {
    private static final int KEPT = 12;

    private final ApduChannel next;
    private final ArrayDeque<String> lines = new ArrayDeque<>();

    RecordingChannel(ApduChannel next) {
        this.next = next;
    }

    @Override
    public ResponseApdu transmit(CommandApdu command) throws LinkFailure, ProtocolFailure {
        try {
            ResponseApdu answer = next.transmit(command);
            remember(command.redacted() + " > " + answer.redacted());
            return answer;
        } catch (LinkFailure failure) {
            remember(command.redacted() + " > no answer, " + failure.reason());
            throw failure;
        } catch (ProtocolFailure failure) {
            remember(command.redacted() + " > not an answer");
            throw failure;
        }
    }

    @Override
    public void repeatedly(BooleanSupplier step) throws LinkFailure {
        next.repeatedly(step);
    }

    private synchronized void remember(String line) {
        if (lines.size() == KEPT) {
            lines.removeFirst();
        }
        lines.addLast(line);
    }

    synchronized List<String> lines() {
        return List.copyOf(lines);
    }
}
