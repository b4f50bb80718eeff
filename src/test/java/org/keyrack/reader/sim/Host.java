package org.keyrack.reader.sim;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.LinkFailure;
import org.keyrack.protocol.apdu.ResponseApdu;
import org.keyrack.protocol.command.Pin;
import org.keyrack.reader.CardConnection;
import org.keyrack.reader.Readers;
import org.keyrack.reader.Readers.Sharing;

/** The least that a host must do: it relays bytes and understands none but lengths (protocol.md). */
final class Host {
    private static final byte[] NOTHING = {};

    private Host() {}

    static CardConnection openAs(Readers readers, String reader, char[] pin) throws CardFailure {
        CardConnection as = readers.open(reader, Sharing.EXCLUSIVE);
        data(as, 0x00, 0xA4, 0x04, 0x00, SimulatedApplet.AS.aid());
        byte[] padded = Pin.padded(pin);
        ResponseApdu answer = as.transmit(new CommandApdu(0x00, 0x20, 0x00, 0x80, padded, false));
        if (!answer.isSuccess()) {
            throw new AssertionError("PIN: " + answer);
        }
        return as;
    }

    static CardConnection openEi(Readers readers, String reader) throws CardFailure {
        CardConnection ei = readers.open(reader, Sharing.SHARED);
        data(ei, 0x00, 0xA4, 0x04, 0x00, SimulatedApplet.EI.aid());
        return ei;
    }

    static ResponseApdu send(CardConnection card, int cla, int ins, int p1, int p2, byte[] data) throws CardFailure {
        return card.transmit(new CommandApdu(cla, ins, p1, p2, data, true));
    }

    static byte[] data(CardConnection card, int cla, int ins, int p1, int p2, byte[] data) throws CardFailure {
        ResponseApdu answer = send(card, cla, ins, p1, p2, data);
        if (!answer.isSuccess()) {
            throw new AssertionError(String.format("%02X: %s", ins, answer));
        }
        return answer.data();
    }

    static ResponseApdu initiate(CardConnection ei) throws CardFailure {
        return send(ei, 0x80, 0x52, 0, 0, NOTHING);
    }

    /** EXPORTKEY under suite 01, slot 01. */
    static ResponseApdu export(CardConnection as, byte[] initiate, int ref1, int ref2) throws CardFailure {
        return send(as, 0x80, 0x54, 1, 1, exportData(initiate, ref1, ref2));
    }

    static byte[] exportData(byte[] initiate, int ref1, int ref2) {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        data.write(initiate, 6, 8);
        data.writeBytes(new byte[] {(byte) (ref1 >> 8), (byte) ref1, (byte) (ref2 >> 8), (byte) ref2});
        data.write(initiate, 14, 24);
        return data.toByteArray();
    }

    /** IMPORTKEY of what EXPORTKEY answered. */
    static ResponseApdu load(CardConnection ei, byte[] exported, int ref2, boolean next) throws CardFailure {
        return send(ei, 0x80, 0x56, next ? 1 : 0, 0, loadData(exported, ref2));
    }

    static byte[] loadData(byte[] exported, int ref2) {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        data.writeBytes(new byte[] {(byte) (ref2 >> 8), (byte) ref2});
        data.write(exported, 0, exported.length - 16);
        return data.toByteArray();
    }

    /** GET DATA. */
    static ResponseApdu get(CardConnection card, int tag, byte[] data) throws CardFailure {
        return send(card, 0x80, 0xCA, tag >> 8, tag & 0xFF, data);
    }

    static long serial(CardConnection ei) throws CardFailure {
        return java.nio.ByteBuffer.wrap(get(ei, 0x0201, NOTHING).data()).getLong();
    }

    static byte[] firstR(ResponseApdu initiate) {
        return Arrays.copyOfRange(initiate.data(), 14, 30);
    }

    static LinkFailure.Reason reasonOf(Failing work) throws CardFailure {
        try {
            work.run();
        } catch (LinkFailure failure) {
            return failure.reason();
        }
        throw new AssertionError("No link failure");
    }

    /** Something that is expected to fail. */
    interface Failing {
        void run() throws CardFailure;
    }
}
