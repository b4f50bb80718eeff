package org.keyrack.ui.settings;

/**
 * A slot of the shelf, as the operator sees it.
 *
 * @param label what its sticker says, usually a number
 * @param reader the PC/SC name of the reader in it
 */
public record ShelfSlot(String label, String reader) {}
