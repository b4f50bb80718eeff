package org.keyrack.ui.kit;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/**
 * What the window tells by itself: notices that stay until they are closed or their step is left, and words for a screen
 * reader. The window shows the newest; the one before comes back when it is closed.
 */
public final class Notices {
    /** Older notices than these make room. */
    private static final int MOST = 5;

    private final Texts texts;
    private final ObservableList<Notice> shown = FXCollections.observableArrayList();
    private final Set<Notice> ofBatch = new HashSet<>();
    private final ReadOnlyStringWrapper announcement = new ReadOnlyStringWrapper(this, "announcement", "");

    public Notices(Texts texts) {
        this.texts = texts;
    }

    /** Shows a text of the bundle as a remark. */
    public void info(String key, Object... arguments) {
        remark(texts.format(key, arguments));
    }

    /** Shows a sentence that is in the operator's language already, as a remark. */
    public void remark(String sentence) {
        add(new Notice(Kind.INFO, sentence, Optional.empty()));
    }

    /**
     * Shows a text of the bundle about a file that was written: it can be opened from there.
     *
     * @param key its text has the file's path as its argument
     */
    public void written(String key, Path file) {
        add(new Notice(Kind.INFO, texts.format(key, file.toString()), Optional.of(file)));
    }

    /** Shows a text of the bundle as a warning. */
    public void warn(String key, Object... arguments) {
        add(new Notice(Kind.WARNING, texts.format(key, arguments), Optional.empty()));
    }

    /** Shows a sentence that is in the operator's language already, as an error. */
    public void error(String sentence) {
        add(new Notice(Kind.ERROR, sentence, Optional.empty()));
    }

    /** The same of something that happened in the batch: the next batch takes it away. */
    public void errorOfBatch(String sentence) {
        Notice notice = new Notice(Kind.ERROR, sentence, Optional.empty());
        ofBatch.add(notice);
        add(notice);
    }

    /** Takes away what was told of the batch before: it stands in its results. */
    public void batchIsOver() {
        shown.removeAll(ofBatch);
        ofBatch.clear();
    }

    private void add(Notice notice) {
        shown.remove(notice);
        shown.add(notice);
        if (shown.size() > MOST) {
            shown.remove(0);
        }
        announce(notice.text());
    }

    /** Takes away what is no error: it was about the step that was left. */
    public void clearRemarks() {
        shown.removeIf(notice -> notice.kind() != Kind.ERROR);
    }

    /** The notices that nobody has closed, the newest last. */
    public ObservableList<Notice> shown() {
        return shown;
    }

    /** Says something to a screen reader. State changes are announced, percentages are not. */
    public void announce(String text) {
        announcement.set("");
        announcement.set(text);
    }

    public ReadOnlyStringProperty announcementProperty() {
        return announcement.getReadOnlyProperty();
    }

    /** How serious a notice is. */
    public enum Kind {
        INFO,
        WARNING,
        ERROR
    }

    /**
     * A notice in the operator's language.
     *
     * @param file what it tells of, to be opened
     */
    public record Notice(Kind kind, String text, Optional<Path> file) {}
}
