package org.keyrack.unit;

import java.util.List;
import java.util.function.BooleanSupplier;
import org.keyrack.protocol.AsKind;
import org.keyrack.protocol.PinReference;
import org.keyrack.protocol.Role;
import org.keyrack.protocol.answer.AsIdentity;
import org.keyrack.protocol.answer.AsProtection;
import org.keyrack.protocol.answer.ExportedKey;
import org.keyrack.protocol.answer.KeyDirectoryEntry;
import org.keyrack.protocol.apdu.ApduChannel;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.protocol.apdu.LinkFailure;
import org.keyrack.protocol.apdu.PinFailure;
import org.keyrack.protocol.apdu.StatusWordFailure;
import org.keyrack.protocol.command.ExportKey;
import org.keyrack.protocol.command.GetData;
import org.keyrack.protocol.command.Verify;
import org.keyrack.protocol.command.VerifyReceipt;

/** A session with the AS applet of a card: selected on construction. One thread at a time. */
public final class AsSession implements As {
    private final Exchange exchange;
    private volatile boolean operatorVerified;

    private AsSession(Exchange exchange) {
        this.exchange = exchange;
    }

    /**
     * Selects the AS applet.
     *
     * @throws StatusWordFailure 6A82 when the card has no such applet
     */
    public static AsSession select(ApduChannel channel) throws CardFailure {
        Exchange exchange = new Exchange(channel);
        exchange.select(Role.AS);
        return new AsSession(exchange);
    }

    @Override
    public AsKind kind() {
        return AsKind.CARD;
    }

    @Override
    public AsIdentity identity() throws CardFailure {
        return AsIdentity.decode(exchange.send(GetData.asIdentity()));
    }

    @Override
    public AsProtection protection() throws CardFailure {
        return AsProtection.decode(exchange.send(GetData.asProtection()));
    }

    @Override
    public List<KeyDirectoryEntry> keys() throws CardFailure {
        return exchange.pages(KeyDirectoryEntry::decodePage, GetData::keyDirectory);
    }

    /**
     * Verifies the operator's PIN for this session.
     *
     * @param pin 4 to 8 digits; wiped by this call, whatever happens
     * @throws PinFailure when it is wrong or blocked, with the tries left
     */
    @Override
    public void verifyOperator(char[] pin) throws CardFailure {
        operatorVerified = false;
        PinExchange.send(exchange, pin, padded -> new Verify(PinReference.OPERATOR, padded));
        operatorVerified = true;
    }

    @Override
    public ExportedKey exportKey(ExportKey request) throws CardFailure {
        return request.answered(exchange.send(request));
    }

    @Override
    public void repeatedly(BooleanSupplier step) throws LinkFailure {
        exchange.repeatedly(step);
    }

    /** VERIFYRECEIPT, one of the three PINs being verified: returns when the receipt is that unit's, else 6300. */
    @Override
    public void verifyReceipt(VerifyReceipt request) throws CardFailure {
        exchange.sendForNothing(request);
    }

    @Override
    public boolean operatorVerified() {
        return operatorVerified;
    }

    /** The last APDUs, redacted. */
    @Override
    public List<String> trace() {
        return exchange.trace();
    }
}
