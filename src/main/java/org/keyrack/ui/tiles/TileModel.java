package org.keyrack.ui.tiles;

import java.util.Optional;

/**
 * What a tile shows.
 *
 * @param key stays the same for a slot, its reader's name
 * @param label what the slot's sticker says
 * @param sn the module's serial number, grouped by four
 * @param sentence one sentence in the operator's language: cause, then action
 * @param progress 0 to 1, or less than 0 for no bar
 */
public record TileModel(
        String key, String label, TileState state, Optional<String> sn, String sentence, double progress) {
    /** No bar. */
    public static final double NO_BAR = -1;

    /** A tile without a bar. */
    public static TileModel of(String key, String label, TileState state, Optional<String> sn, String sentence) {
        return new TileModel(key, label, state, sn, sentence, NO_BAR);
    }
}
