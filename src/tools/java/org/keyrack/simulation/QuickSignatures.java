package org.keyrack.simulation;

import java.security.Provider;
import java.security.Security;

/**
 * The same Ed25519 from Bouncy Castle while something is simulated: the JDK's takes two fifths of a seed's time. Signatures are
 * the same bytes (RFC 8032).
 */
final class QuickSignatures extends Provider implements AutoCloseable {
    private static final long serialVersionUID = 1L;
    private static final String NAME = "KeyRackSimulation";
    private static final String EDEC = "org.bouncycastle.jcajce.provider.asymmetric.edec.";

    private static int open;

    private QuickSignatures() {
        super(NAME, "1", "Ed25519 of a simulation");
        put("Signature.Ed25519", EDEC + "SignatureSpi$Ed25519");
        put("KeyFactory.Ed25519", EDEC + "KeyFactorySpi$Ed25519");
    }

    /** From now on, until it is closed as often as it was opened. */
    static synchronized QuickSignatures use() {
        QuickSignatures provider = new QuickSignatures();
        if (open++ == 0) {
            Security.insertProviderAt(provider, 1);
        }
        return provider;
    }

    @Override
    public void close() {
        synchronized (QuickSignatures.class) {
            if (--open == 0) {
                Security.removeProvider(NAME);
            }
        }
    }
}
