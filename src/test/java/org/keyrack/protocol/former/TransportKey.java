package org.keyrack.protocol.former;

import org.keyrack.protocol.Kcv;
import org.keyrack.protocol.Suite;
import org.keyrack.protocol.crypto.Cmac;
import org.keyrack.protocol.crypto.SecretKeyBytes;

/** T as a unit holds it. */
record TransportKey(Suite suite, int version, SecretKeyBytes key, Kcv kcv) {
    TransportKey(Suite suite, int version, SecretKeyBytes key) {
        this(suite, version, key, Cmac.kcv(key));
    }
}
