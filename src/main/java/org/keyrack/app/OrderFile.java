package org.keyrack.app;

import java.io.IOException;
import java.nio.file.Path;
import org.keyrack.files.InputFile;
import org.keyrack.order.OrderException;
import org.keyrack.order.SignedOrder;

/** Signed orders that people name. */
public final class OrderFile {
    private static final int MOST = 4 << 20;

    private OrderFile() {}

    /**
     * Reads a signed order; whether the ledger takes it is another matter.
     *
     * @throws IOException when the file cannot be read
     * @throws InputException when it is no order, saying why
     */
    public static SignedOrder read(Path file) throws IOException, InputException {
        byte[] bytes = InputFile.read(file, MOST);
        try {
            return SignedOrder.parse(bytes, file.toString());
        } catch (OrderException refused) {
            String sentence = refused.getMessage();
            throw new InputException(sentence.startsWith(file.toString()) ? sentence : file + ": " + sentence, refused);
        }
    }
}
