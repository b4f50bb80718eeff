package org.keyrack.ui.shell;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import javafx.application.Application;
import javafx.stage.Stage;
import org.keyrack.language.Languages;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.desk.UiContext;
import org.keyrack.ui.kit.Initializer;
import org.keyrack.ui.settings.SettingsFile;
import org.keyrack.ui.settings.SystemTheme;
import org.keyrack.ui.settings.UiSettings;

/** The workstation as a JavaFX application. It has no {@code main}: {@code launch.Main} opens it. */
public final class Workstation extends Application {
    private static final AtomicReference<UiContext> CONTEXT = new AtomicReference<>();

    private Desk desk;

    /** Called by JavaFX; everybody else calls {@link #open}. */
    public Workstation() {}

    /** Opens the window and returns when it is closed. Once in a process. */
    public static void open(UiContext context) {
        CONTEXT.set(context);
        Application.launch(Workstation.class);
    }

    @Override
    @Initializer
    public void start(Stage stage) {
        UiContext context = Objects.requireNonNull(CONTEXT.get(), "opened by open()");
        SettingsFile file = new SettingsFile(context.settings());
        UiSettings settings = file.read();
        settings.languageProperty().subscribe(language -> Languages.show(settings.locale()));
        desk = new Desk(context, file, settings, Steps.all());
        desk.background()
                .run(
                        SystemTheme::dark,
                        desk.appearance()::systemDark,
                        failure -> desk.appearance().systemDark(false));
        desk.documents(getHostServices()::showDocument);
        new Shell(desk, stage).show();
    }

    @Override
    public void stop() {
        desk.close();
    }
}
