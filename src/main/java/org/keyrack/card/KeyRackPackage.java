package org.keyrack.card;

/** KeyRack's own package and applets (docs/protocol.md). */
public final class KeyRackPackage {
    public static final Aid AID = Aid.ofHex("F04B4559524B");
    public static final Aid AS = Aid.ofHex("F04B4559524B4153");
    public static final Aid EI = Aid.ofHex("F04B4559524B4549");

    private KeyRackPackage() {}
}
