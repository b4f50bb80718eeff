import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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
            Files.write(binary, without(text.toUri().toURL().toExternalForm(), "file:/" + arguments[i], Files.readAllBytes(binary)));
            Files.delete(text);
        }
    }

    /**
     * JavaFX writes down where the text was, as the base of relative addresses. These style sheets have none, and the same
     * sheet must give the same bytes wherever it is built.
     */
    private static byte[] without(String place, String instead, byte[] sheet) {
        byte[] sought = counted(place);
        byte[] put = counted(instead);
        ByteArrayOutputStream changed = new ByteArrayOutputStream();
        int at = 0;
        while (at < sheet.length) {
            int end = at + sought.length;
            if (end <= sheet.length && Arrays.equals(sheet, at, end, sought, 0, sought.length)) {
                changed.writeBytes(put);
                at = end;
            } else {
                changed.write(sheet[at++]);
            }
        }
        return changed.toByteArray();
    }

    /** As DataOutput.writeUTF writes it: two bytes of length, then the letters. */
    private static byte[] counted(String text) {
        byte[] letters = text.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(2 + letters.length).putShort((short) letters.length).put(letters).array();
    }
}
