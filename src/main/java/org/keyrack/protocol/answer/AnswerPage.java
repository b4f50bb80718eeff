package org.keyrack.protocol.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.WireReader;
import org.keyrack.protocol.apdu.ProtocolFailure;

/** One answer of GET DATA 0102 or 0202: whole entries that ascend by their reference. */
final class AnswerPage {
    private AnswerPage() {}

    static <T> List<T> decode(Bytes page, int entryLength, Decoder<T> decoder, ToIntFunction<T> reference)
            throws ProtocolFailure {
        WireReader in = new WireReader("Page of entries", page);
        in.require(page.length() > 0 && page.length() % entryLength == 0, "holds no whole entries");
        List<T> entries = new ArrayList<>();
        int last = -1;
        while (in.remaining() > 0) {
            T entry = decoder.decode(in.bytes(entryLength));
            in.require(reference.applyAsInt(entry) > last, "has entries that do not ascend");
            last = reference.applyAsInt(entry);
            entries.add(entry);
        }
        return List.copyOf(entries);
    }

    /** Reads one entry. */
    interface Decoder<T> {
        T decode(Bytes bytes) throws ProtocolFailure;
    }
}
