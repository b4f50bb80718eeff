import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.css.Stylesheet;

/** Writes the window's style sheets in JavaFX's binary form, which it looks for first: parsing them takes time at each start. */
public final class Styles {
    /** @param arguments the folder that gets them, then the style sheets by their places on the class path */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        for (int i = 1; i < arguments.length; i++) {
            Path text = folder.resolve(arguments[i]);
            Files.createDirectories(text.getParent());
            try (InputStream in = Styles.class.getClassLoader().getResourceAsStream(arguments[i])) {
                Files.write(text, in.readAllBytes());
            }
            Path binary = text.resolveSibling(text.getFileName().toString().replace(".css", ".bss"));
            Stylesheet.convertToBinary(text.toFile(), binary.toFile());
            Files.delete(text);
        }
    }
}
