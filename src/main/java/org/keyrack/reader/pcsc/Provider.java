package org.keyrack.reader.pcsc;

/** Which implementation of {@code javax.smartcardio} does the card work. */
public enum Provider {
    /** KeyRack's own, over JNA: one PC/SC context per reader, so that readers work at the same time. The default. */
    JNA,
    /**
     * The JDK's own: one context for all, so that readers wait for each other. It survives a restart of the service only
     * with {@code --add-opens java.smartcardio/sun.security.smartcardio=ALL-UNNAMED}.
     * It does the card work only: the monitor calls PC/SC through JNA in any case.
     */
    JDK
}
