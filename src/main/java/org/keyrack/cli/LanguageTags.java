package org.keyrack.cli;

import java.util.Iterator;
import java.util.stream.Stream;
import org.keyrack.language.Language;

/** What may be written for a language: two letters each. */
final class LanguageTags implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
        return Stream.of(Language.values()).map(Language::tag).iterator();
    }
}
