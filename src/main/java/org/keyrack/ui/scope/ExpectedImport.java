package org.keyrack.ui.scope;

import java.io.File;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javafx.stage.FileChooser;
import javafx.stage.Window;
import org.keyrack.ledger.DeliveryListException;
import org.keyrack.ledger.DeliveryListParser;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.rackstate.ExpectedList;

/** Takes a list of the modules that the rack should hold. */
public final class ExpectedImport {
    private static final Set<String> ENDINGS = Set.of("csv", "tsv", "txt");

    private final Desk desk;

    public ExpectedImport(Desk desk) {
        this.desk = desk;
    }

    /** Whether a file that was dropped is such a list, by its name. */
    public static boolean takes(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1));
    }

    /** Asks for the file. */
    public void choose(Window owner) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(desk.texts().get("expected.choose"));
        chooser.getExtensionFilters()
                .add(new FileChooser.ExtensionFilter(desk.texts().get("expected.files"), "*.csv", "*.tsv", "*.txt"));
        File file = chooser.showOpenDialog(owner);
        if (file != null) {
            read(file.toPath());
        }
    }

    /** Reads a list; a notice says what is wrong with it, and the list before stays. */
    public void read(Path file) {
        String name = String.valueOf(file.getFileName());
        desk.background()
                .run(
                        () -> DeliveryListParser.read(file),
                        units -> desk.job().expectedProperty().set(Optional.of(new ExpectedList(name, units))),
                        failure -> desk.notices().error(sentence(failure)));
    }

    private String sentence(Exception failure) {
        return failure instanceof DeliveryListException wrong
                ? wrong.sentence(desk.texts().locale())
                : String.valueOf(failure.getMessage());
    }
}
