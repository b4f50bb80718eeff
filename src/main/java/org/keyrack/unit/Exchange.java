package org.keyrack.unit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Kcv;
import org.keyrack.protocol.Role;
import org.keyrack.protocol.answer.AppletInfo;
import org.keyrack.protocol.apdu.ApduChannel;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.LinkFailure;
import org.keyrack.protocol.apdu.ProtocolFailure;
import org.keyrack.protocol.apdu.ResponseApdu;
import org.keyrack.protocol.apdu.StatusWordFailure;
import org.keyrack.protocol.command.Command;
import org.keyrack.protocol.command.LoadComponent;
import org.keyrack.protocol.command.SelectApplet;

/** What both sessions share: a command out, 9000 expected, the answer's bytes in. */
final class Exchange {
    private static final int MORE_ENTRIES = 0x6310;
    private static final int NO_SUCH_ENTRY = 0x6A88;

    private final RecordingChannel channel;

    Exchange(ApduChannel channel) {
        this.channel = new RecordingChannel(channel);
    }

    AppletInfo select(Role role) throws CardFailure {
        AppletInfo info = AppletInfo.decode(send(new SelectApplet(role)));
        if (info.role() != role) {
            throw new ProtocolFailure("The applet selected as " + role + " says that it is " + info.role());
        }
        return info;
    }

    /** Sends a command; every status word but 9000 is a {@link StatusWordFailure}. */
    Bytes send(Command command) throws CardFailure {
        ResponseApdu answer = raw(command.toApdu());
        if (!answer.isSuccess()) {
            throw new StatusWordFailure(command.name(), answer.sw());
        }
        return Bytes.of(answer.data());
    }

    /** Sends a command that answers no data. */
    void sendForNothing(Command command) throws CardFailure {
        requireNothing(command, raw(command.toApdu()));
    }

    /** Sends a component and wipes it, whatever happens. */
    void sendComponent(boolean first, byte[] component, Kcv kcv) throws CardFailure {
        try {
            LoadComponent command = LoadComponent.of(first, component, kcv);
            CommandApdu apdu = command.toApdu();
            try {
                requireNothing(command, raw(apdu));
            } finally {
                apdu.wipe();
            }
        } finally {
            Arrays.fill(component, (byte) 0);
        }
    }

    private static void requireNothing(Command command, ResponseApdu answer) throws CardFailure {
        if (!answer.isSuccess()) {
            throw new StatusWordFailure(command.name(), answer.sw());
        }
        if (answer.data().length != 0) {
            throw new ProtocolFailure(command.name() + " answered data");
        }
    }

    /** Sends an APDU and gives its answer whatever the status word. */
    ResponseApdu raw(CommandApdu command) throws CardFailure {
        return channel.transmit(command);
    }

    /** As {@link ApduChannel#repeatedly}. */
    void repeatedly(BooleanSupplier step) throws LinkFailure {
        channel.repeatedly(step);
    }

    /** Reads a paged list (GET DATA 0102, 0202): 6310 says that more remain. */
    <T> List<T> pages(Page<T> decoder, PageCommand command) throws CardFailure {
        List<T> entries = new ArrayList<>();
        while (true) {
            Command page = command.from(entries.size());
            ResponseApdu answer = raw(page.toApdu());
            if (answer.sw() == NO_SUCH_ENTRY && entries.isEmpty()) {
                return List.of();
            }
            boolean more = answer.sw() == MORE_ENTRIES;
            if (!more && !answer.isSuccess()) {
                throw new StatusWordFailure(page.name(), answer.sw());
            }
            List<T> read = decoder.decode(Bytes.of(answer.data()));
            entries.addAll(read);
            if (!more) {
                return List.copyOf(entries);
            }
            if (read.isEmpty() || entries.size() > 255) {
                throw new ProtocolFailure("The unit promises more entries and sends none");
            }
        }
    }

    List<String> trace() {
        return channel.lines();
    }

    /** Decodes one page of entries. */
    interface Page<T> {
        List<T> decode(Bytes bytes) throws ProtocolFailure;
    }

    /** The GET DATA for the page that begins with an entry. */
    interface PageCommand {
        Command from(int firstEntry);
    }
}
