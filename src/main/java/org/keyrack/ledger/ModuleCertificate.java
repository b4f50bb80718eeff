package org.keyrack.ledger;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.keyrack.evidence.LineCertificate;
import org.keyrack.protocol.SerialNumber;

/**
 * The certificate of what one batch has loaded into a module, or of what an audit has confirmed of it, with what its line says.
 *
 * @param certificate the line, its proof, and the checkpoint that covers it
 * @param fields of the line
 */
public record ModuleCertificate(LineCertificate certificate, Fields fields) {
    private static final Set<EventType> TELLING =
            EnumSet.of(EventType.UNIT_ENDED, EventType.UNIT_SETTLED, EventType.AUDITED);

    /**
     * What the line says.
     *
     * @param sn the module
     * @param chain name of the chain
     * @param seq number of the line
     * @param at when it was written
     * @param order number of the order, when it was loaded under one
     * @param audited whether it tells what an audit confirmed, and not what was loaded
     * @param setKcv KCV(T) of the set, 6 hexadecimal digits
     * @param keys what was loaded
     */
    public record Fields(
            SerialNumber sn,
            String chain,
            long seq,
            String at,
            Optional<String> order,
            boolean audited,
            String setKcv,
            List<Key> keys) {
        public Fields {
            keys = List.copyOf(keys);
        }
    }

    /**
     * A key that was loaded.
     *
     * @param ref1 which key of the AS
     * @param ref2 which location
     * @param version now in the location
     * @param kcv 6 hexadecimal digits
     * @param receipt 32 hexadecimal digits
     */
    public record Key(int ref1, int ref2, int version, String kcv, String receipt) {
        private static final int HEX = 16;

        private static Key parse(String text) {
            List<String> parts = Arrays.asList(text.split(" ", -1));
            return new Key(
                    Integer.parseInt(parts.get(0), HEX),
                    Integer.parseInt(parts.get(1), HEX),
                    Integer.parseInt(parts.get(2)),
                    parts.get(3),
                    parts.get(4));
        }
    }

    /**
     * Reads what the line of a certificate says; whether it is proven is another matter.
     *
     * @throws LedgerUnreadable when it is no line about a module's keys
     */
    public static ModuleCertificate of(LineCertificate certificate) {
        EventLine line = ModuleHistory.read(certificate.line());
        if (!isCertified(line)) {
            throw LedgerUnreadable.event("no line about the keys of a module", null);
        }
        return LedgerUnreadable.guard(() -> new ModuleCertificate(
                certificate,
                new Fields(
                        SerialNumber.parse(line.text("sn")),
                        line.text("bench"),
                        line.number("seq"),
                        line.text("at"),
                        line.maybe("order"),
                        line.type() == EventType.AUDITED,
                        line.text("setKcv"),
                        line.list("keys").stream()
                                .map(ModuleCertificate.Key::parse)
                                .toList())));
    }

    /** A line that tells which keys a module got. */
    static boolean isCertified(EventLine line) {
        return TELLING.contains(line.type()) && !line.list("keys").isEmpty();
    }

    /** Name for its file, without an ending: {@code SN-SEQ}. */
    public String fileName() {
        return fields.sn().hex().toUpperCase(Locale.ROOT) + "-" + fields.seq();
    }
}
