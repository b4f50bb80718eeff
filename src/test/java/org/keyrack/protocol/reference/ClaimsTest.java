package org.keyrack.protocol.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.keyrack.protocol.reference.Units.export;
import static org.keyrack.protocol.reference.Units.importKey;
import static org.keyrack.protocol.reference.Units.initiate;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.KeyType;
import org.keyrack.protocol.Suite;
import org.keyrack.protocol.answer.ExportedKey;
import org.keyrack.protocol.answer.Initiation;
import org.keyrack.protocol.apdu.CardFailure;

/** What docs/claims.md asks of the reference units and no other test shows: claims 6 and 13. */
class ClaimsTest {
    private static final Bytes NEWER = Bytes.ofHex("b0b1b2b3b4b5b6b7b8b9babbbcbdbebf");

    @ParameterizedTest
    @EnumSource(Suite.class)
    void exportsOfOneKeyForOneRandomNumberDiffer(Suite suite) throws CardFailure {
        ReferenceAs as = Units.as();
        Initiation initiation = initiate(Units.ei(suite, Units.SN));
        Set<Bytes> encrypted = new HashSet<>();
        Set<Bytes> certificates = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            ExportedKey exported = export(as, initiation, 3, 5);
            assertTrue(encrypted.add(exported.encryptedKey()), "TA was encrypted to the same bytes twice");
            assertTrue(certificates.add(exported.cas()), "CAS was the same twice");
        }
    }

    @Test
    void aStoredKeyIsReplacedByANewerOne() throws CardFailure {
        ReferenceEi ei = Units.ei(Suite.AES_128, Units.SN);
        importKey(ei, export(Units.as(), initiate(ei), 3, 5), false);
        assertTrue(ei.holds(5, Units.TA128.toArray()));

        ReferenceAs issuer = Units.loadingAs();
        Units.storeTa(issuer, Units.entry(9, KeyType.AES_128, 3, false, NEWER), NEWER);
        Units.open(issuer);
        assertEquals(3, importKey(ei, export(issuer, initiate(ei), 9, 5), false).keyVersion());
        assertTrue(ei.holds(5, NEWER.toArray()));
        assertFalse(ei.holds(5, Units.TA128.toArray()));
    }
}
