package org.keyrack.card;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.apdu.ProtocolFailure;

/**
 * What a card says of itself, of an application or of a load file: an entry of its registry (GPC 2.3.1 Table 11-36).
 *
 * @param aid of the security domain, the application or the load file
 * @param state life-cycle state as the card codes it for that kind, 00 to FF
 * @param version of a load file, major and minor; empty when the card does not say
 * @param modules AIDs of the applets of a load file; empty when the card does not say
 */
public record RegistryEntry(Aid aid, int state, Optional<String> version, List<Aid> modules) {
    private static final String NAME = "The answer to GET STATUS";
    private static final int ENTRY = 0xE3;
    private static final int AID = 0x4F;
    private static final int STATE = 0x9F70;
    private static final int VERSION = 0xCE;
    private static final int MODULE = 0x84;

    public RegistryEntry {
        modules = List.copyOf(modules);
    }

    static List<RegistryEntry> decode(Bytes answer) throws ProtocolFailure {
        List<RegistryEntry> entries = new ArrayList<>();
        for (Tlv object : Tlv.list(NAME, answer)) {
            if (object.tag() == ENTRY) {
                entries.add(entry(Tlv.list(NAME, object.value())));
            }
        }
        return entries;
    }

    private static RegistryEntry entry(List<Tlv> fields) throws ProtocolFailure {
        Bytes aid = Tlv.find(fields, AID).orElse(Bytes.EMPTY);
        Bytes state = Tlv.find(fields, STATE).orElse(Bytes.EMPTY);
        if (!Aid.isLength(aid.length()) || state.length() == 0) {
            throw new ProtocolFailure(NAME + " has an entry without AID or state");
        }
        List<Aid> modules = new ArrayList<>();
        for (Tlv field : fields) {
            if (field.tag() == MODULE && Aid.isLength(field.value().length())) {
                modules.add(new Aid(field.value()));
            }
        }
        Optional<String> version = Tlv.find(fields, VERSION)
                .filter(bytes -> bytes.length() == 2)
                .map(bytes -> bytes.at(0) + "." + bytes.at(1));
        return new RegistryEntry(new Aid(aid), state.at(0), version, modules);
    }
}
