package org.keyrack.order;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.keyrack.evidence.NoteException;
import org.keyrack.evidence.NoteSignature;
import org.keyrack.evidence.SignedNote;
import org.keyrack.evidence.VerifierKey;
import org.keyrack.order.OrderException.Cause;
import org.keyrack.yaml.YamlException;

/**
 * An order and who signed it.
 *
 * @param order what the text says
 * @param note text and signatures
 */
public record SignedOrder(Order order, SignedNote note) {
    /**
     * Reads a signed order; its signatures are not checked.
     *
     * @param file the bytes of a file, whole
     * @param source the file's name, for messages
     */
    public static SignedOrder parse(byte[] file, String source) throws OrderException {
        try {
            SignedNote note = SignedNote.parse(file);
            return new SignedOrder(order(note.text(), source), note);
        } catch (NoteException refused) {
            throw OrderException.of(refused);
        }
    }

    /**
     * Reads the text of an order that nobody has signed yet.
     *
     * @param text up to and with its last line feed
     */
    public static Order order(String text, String source) throws OrderException {
        if (!text.startsWith(OrderText.KIND + "\n")) {
            throw new OrderException(Cause.KIND, OrderText.KIND);
        }
        try {
            return OrderText.parse(text, source);
        } catch (YamlException refused) {
            throw OrderException.of(refused);
        }
    }

    /**
     * Who of those that are trusted signed it, by their keys' names.
     *
     * @param trusted keys of supervisors
     * @throws OrderException when none of them did, or a signature of one is wrong
     */
    public List<String> signers(Collection<VerifierKey> trusted) throws OrderException {
        if (trusted.isEmpty()) {
            throw new OrderException(Cause.NOBODY_TRUSTED);
        }
        List<VerifierKey> supervisors =
                trusted.stream().filter(SupervisorName::isOf).toList();
        boolean signed = note.signatures().stream()
                .anyMatch(signature -> supervisors.stream()
                        .anyMatch(key -> key.name().equals(signature.name())
                                && key.keyId().equals(signature.keyId())));
        if (!signed) {
            throw new OrderException(
                    Cause.NOT_TRUSTED,
                    note.signatures().stream().map(NoteSignature::name).collect(Collectors.joining(", ")));
        }
        try {
            return note.signers(supervisors).stream().map(VerifierKey::name).toList();
        } catch (NoteException refused) {
            throw OrderException.of(refused);
        }
    }
}
