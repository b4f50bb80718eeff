package org.keyrack.ui.bench;

/**
 * A reader in the list.
 *
 * @param label the sticker of its slot
 * @param reader its PC/SC name
 * @param icon what is in it
 * @param card the same in words
 * @param wrong whether the operator has to do something about it
 */
public record ReaderRow(String label, String reader, String icon, String card, boolean wrong) {}
