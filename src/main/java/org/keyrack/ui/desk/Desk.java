package org.keyrack.ui.desk;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.keyrack.app.CauseTexts;
import org.keyrack.app.KeptProfiles;
import org.keyrack.app.PrintoutNews;
import org.keyrack.hook.HookProblem;
import org.keyrack.ledger.Person;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.report.LabelTemplate;
import org.keyrack.ui.kit.Background;
import org.keyrack.ui.kit.LatestAnswer;
import org.keyrack.ui.kit.Notices;
import org.keyrack.ui.kit.Sounds;
import org.keyrack.ui.kit.Texts;
import org.keyrack.ui.kit.UiUpdates;
import org.keyrack.ui.rackstate.Job;
import org.keyrack.ui.rackstate.LiveBench;
import org.keyrack.ui.rackstate.RunWatch;
import org.keyrack.ui.rackstate.Shelf;
import org.keyrack.ui.rackstate.WorkSession;
import org.keyrack.ui.settings.Appearance;
import org.keyrack.ui.settings.SettingsFile;
import org.keyrack.ui.settings.UiSettings;

/** What all steps share. Lives as long as the window, on the JavaFX thread. */
public final class Desk implements AutoCloseable {
    private final UiContext context;
    private final SettingsFile file;
    private final UiSettings settings;
    private final Appearance appearance;
    private final Texts texts;
    private final Notices notices;
    private final Navigator navigator;
    private final UiUpdates updates = new UiUpdates();
    private final Background background = new Background();
    private final LiveBench bench;
    private final Shelf shelf;
    private final Job job = new Job();
    private final RunWatch runWatch;
    private final WorkSession session;
    private final ObjectProperty<Optional<SerialNumber>> scanned =
            new SimpleObjectProperty<>(this, "scanned", Optional.empty());
    private final ObjectProperty<String> lesson = new SimpleObjectProperty<>(this, "lesson", "");
    private Consumer<String> documents = address -> {};
    private boolean closed;
    private final Sounds sounds;

    /**
     * Opens the desk.
     *
     * @param file keeps the settings
     * @param settings as read from it
     */
    public Desk(UiContext context, SettingsFile file, UiSettings settings, List<StepSpec<?>> steps) {
        this.context = context;
        this.file = file;
        this.settings = settings;
        this.appearance = new Appearance(settings);
        this.texts = new Texts(settings.locale());
        this.notices = new Notices(texts);
        this.shelf = new Shelf(settings);
        this.bench = new LiveBench(
                context.benches(),
                context.ledgers(),
                context.printers(),
                shelf.labels(),
                settings.asPlaces(),
                background,
                updates);
        this.runWatch = new RunWatch(job, bench);
        this.session = new WorkSession(bench, new LatestAnswer(background));
        this.navigator = new Navigator(notices, session);
        this.sounds = new Sounds(settings.soundsProperty(), background);
        settings.languageProperty().subscribe(language -> texts.use(settings.locale()));
        file.onChange(settings, () -> updates.post(file, this::keepSettings));
        // The batch to be resumed, and the one whose results are shown, are in the ledger of the bench that was open.
        bench.openProperty().subscribe(open -> {
            job.resumedProperty().set(Optional.empty());
            job.orderProperty().set(Optional.empty());
            job.board().clear();
            navigator.beginAgainAt(StepName.BENCH);
            open.ifPresent(opened -> {
                opened.ledger().hooks().onProblem(this::hookProblem);
                opened.printouts().onNews(news -> updates.post(news.kind(), () -> show(news)));
                opened.printouts().resume(texts.locale());
            });
        });
        navigator.register(this, steps);
    }

    /** Said once for each thing that goes wrong with a hook, whatever a long batch adds to it. */
    private void hookProblem(HookProblem problem) {
        if (problem.times() == 1) {
            updates.post(problem, () -> notices.error(causes().sentence(problem)));
        }
    }

    private void show(PrintoutNews news) {
        switch (news.kind()) {
            case WRITTEN -> news.file().ifPresent(file -> notices.written("reports.written", file));
            case LATE -> notices.remark(causes().sentence(news));
            default -> notices.error(causes().sentence(news));
        }
    }

    private void keepSettings() {
        // The last change before the window closed is written by close().
        if (!closed) {
            String text = file.text(settings);
            background.run(() -> file.write(text));
        }
    }

    public UiContext context() {
        return context;
    }

    public UiSettings settings() {
        return settings;
    }

    public Appearance appearance() {
        return appearance;
    }

    public Texts texts() {
        return texts;
    }

    public Notices notices() {
        return notices;
    }

    public Navigator navigator() {
        return navigator;
    }

    public UiUpdates updates() {
        return updates;
    }

    public Background background() {
        return background;
    }

    public LiveBench bench() {
        return bench;
    }

    public Shelf shelf() {
        return shelf;
    }

    public Job job() {
        return job;
    }

    /** The one state of the batch in work. */
    public RunWatch runWatch() {
        return runWatch;
    }

    /** Who works on the bench. */
    public WorkSession session() {
        return session;
    }

    /** Who does something, for the ledger: the ID of who has signed in, else the name that Settings have. */
    public String operator() {
        return session.person().map(Person::id).orElseGet(settings::operator);
    }

    public Sounds sounds() {
        return sounds;
    }

    /** A module's SN was scanned; steps that can show the module do. */
    public void scanned(SerialNumber sn) {
        // The same one scanned again is looked for again.
        scanned.set(Optional.empty());
        scanned.set(Optional.of(sn));
    }

    /** The module that was scanned last; empty before the first. */
    public ReadOnlyObjectProperty<Optional<SerialNumber>> scannedProperty() {
        return scanned;
    }

    /** The name of the lesson that is given now; empty while there is none. */
    public ObjectProperty<String> lessonProperty() {
        return lesson;
    }

    /** The template of labels that Settings name, else the first of the built-in ones. */
    public String labelTemplate() {
        String chosen = settings.labelTemplateProperty().get();
        return chosen.isEmpty() ? LabelTemplate.BUILT_IN.get(0) : chosen;
    }

    /** The profiles of this computer's batches. */
    public KeptProfiles profiles() {
        return new KeptProfiles(context.data().resolve("profiles"));
    }

    /** Whether another bench may be opened: not while a batch or blank cards are in work on this one, which a notice says. */
    public boolean mayChangeBench() {
        boolean preparing = job.preparingProperty().get();
        if (job.running() || preparing) {
            notices.warn(preparing ? "bench.preparing" : "bench.running");
        }
        return !job.running() && !preparing;
    }

    /** Sets what opens files and folders with the desktop's own programs. */
    public void documents(Consumer<String> opener) {
        documents = opener;
    }

    /** Opens a file or a folder with the desktop's own program for it. */
    public void open(Path file) {
        documents.accept(file.toUri().toString());
    }

    /** Says in a notice why something was not done. */
    public void failed(Exception failure) {
        notices.error(causes().sentence(failure));
    }

    /** Sentences for failures and refusals, in the language shown now. */
    public CauseTexts causes() {
        return new CauseTexts(texts.locale());
    }

    /** Keeps the settings, closes bench and ledger, and returns when that is done or has taken too long. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        appearance.stop();
        job.ceremony().leave();
        Optional<LiveBench.Open> last = bench.open();
        background.run(() -> bench.close(last));
        keepSettings();
        closed = true;
        background.close();
    }
}
