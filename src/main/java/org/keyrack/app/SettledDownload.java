package org.keyrack.app;

import org.keyrack.journal.OpenDownload;

/**
 * A download of an earlier run whose outcome is now known.
 *
 * @param loaded whether the key is in
 */
public record SettledDownload(OpenDownload download, boolean loaded) {}
