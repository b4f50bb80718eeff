package org.keyrack.card;

import java.util.ArrayList;
import java.util.List;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.apdu.ProtocolFailure;

/**
 * A key of a security domain, as GET DATA 00E0 tells without its value (GPC 2.3.1 section 11.3.3.1).
 *
 * @param identifier 01 ENC, 02 MAC, 03 DEK
 * @param version key version number, 01 to FF
 * @param type 88 AES; 80 to 84 triple DES
 * @param length of the key in bytes
 */
public record InstalledKey(int identifier, int version, int type, int length) {
    private static final String NAME = "The key information template";
    private static final int TEMPLATE = 0xE0;
    private static final int KEY = 0xC0;
    private static final int BASIC = 4;

    /** Keys of which a card tells in the extended format are left out: none of them opens SCP03. */
    static List<InstalledKey> decode(Bytes answer) throws ProtocolFailure {
        List<InstalledKey> keys = new ArrayList<>();
        for (Tlv key : Tlv.unwrapped(NAME, answer, TEMPLATE)) {
            Bytes value = key.value();
            if (key.tag() == KEY && value.length() >= BASIC && value.at(2) != 0xFF) {
                keys.add(new InstalledKey(value.at(0), value.at(1), value.at(2), value.at(3)));
            }
        }
        return List.copyOf(keys);
    }
}
