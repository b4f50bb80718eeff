package org.keyrack.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.keyrack.evidence.SignedNote;
import org.keyrack.files.OutputFile;
import org.keyrack.journal.Journal.JournalUnavailable;
import org.keyrack.journal.ReleasedAct;
import org.keyrack.ledger.OrderView;
import org.keyrack.ledger.PersonException;
import org.keyrack.order.OrderException;
import org.keyrack.order.OrderException.Cause;

/** Closes an order and writes its certificate; the same for window and command line. Not for the JavaFX thread. */
public final class OrderClosing {
    private OrderClosing() {}

    /**
     * An order that is closed.
     *
     * @param certificate the file of the text that the bench has signed
     * @param paper the PDF, with that text attached
     */
    public record Closed(OrderView view, Path certificate, Path paper) {}

    /** What a second person has to release before; nothing when every module is there, or it is closed already. */
    public static List<WantedRelease> wanted(OrderView order) {
        String number = order.signed().order().number();
        return order.closed().isPresent() || order.missing() == 0
                ? List.of()
                : List.of(new WantedRelease(ReleasedAct.CLOSE_ORDER, number, number, Optional.empty()));
    }

    /**
     * Closes it. One that is closed already gets its certificate again.
     *
     * @param operator who closes it, by ID; empty where nobody has signed in
     * @param folder gets {@code NUMBER.order-certificate} and {@code NUMBER.pdf}
     */
    public static Closed close(OpenLedger ledger, String number, Optional<String> operator, Path folder, Locale locale)
            throws OrderException, PersonException, JournalUnavailable, IOException {
        try {
            ledger.orders().close(number, operator);
        } catch (OrderException refused) {
            if (refused.why() != Cause.CLOSED) {
                throw refused;
            }
        }
        OrderView view = ledger.records().order(number);
        SignedNote certificate = ledger.orders().certificate(view);
        Path file = folder.resolve(number + ".order-certificate");
        OutputFile.write(file, certificate.encode().getBytes(StandardCharsets.UTF_8));
        Path paper = folder.resolve(number + ".pdf");
        new OrderReports(view, locale).pdf(paper, Optional.of(certificate.encode()));
        return new Closed(view, file, paper);
    }
}
