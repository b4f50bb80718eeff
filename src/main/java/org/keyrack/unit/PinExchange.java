package org.keyrack.unit;

import java.util.Arrays;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.PinFailure;
import org.keyrack.protocol.apdu.ResponseApdu;
import org.keyrack.protocol.apdu.StatusWordFailure;
import org.keyrack.protocol.command.Command;
import org.keyrack.protocol.command.Pin;

/** Commands that carry PINs: every array that held one is wiped, whatever happens. */
final class PinExchange {
    private static final int BLOCKED = 0x6983;

    private PinExchange() {}

    /** The command that carries a padded PIN. */
    interface OfOne {
        Command command(byte[] padded);
    }

    /** The command that carries two padded PINs. */
    interface OfTwo {
        Command command(byte[] padded, byte[] other);
    }

    /**
     * Sends a command with a PIN.
     *
     * @param pin 4 to 8 digits; wiped by this call
     * @throws PinFailure when the PIN is wrong or blocked, with the tries left
     */
    static void send(Exchange exchange, char[] pin, OfOne of) throws CardFailure {
        byte[] padded;
        try {
            padded = Pin.padded(pin);
        } finally {
            Arrays.fill(pin, '\0');
        }
        try {
            send(exchange, of.command(padded));
        } finally {
            Arrays.fill(padded, (byte) 0);
        }
    }

    /**
     * Sends a command with two PINs.
     *
     * @param pin 4 to 8 digits; wiped by this call
     * @param other the same
     * @throws PinFailure when the first is wrong or blocked, with the tries left
     */
    static void send(Exchange exchange, char[] pin, char[] other, OfTwo of) throws CardFailure {
        try {
            byte[] padded = Pin.padded(other);
            try {
                send(exchange, pin, first -> of.command(first, padded));
            } finally {
                Arrays.fill(padded, (byte) 0);
            }
        } finally {
            Arrays.fill(pin, '\0');
            Arrays.fill(other, '\0');
        }
    }

    private static void send(Exchange exchange, Command command) throws CardFailure {
        CommandApdu apdu = command.toApdu();
        try {
            ResponseApdu answer = exchange.raw(apdu);
            if ((answer.sw() & 0xFFF0) == 0x63C0) {
                throw new PinFailure(answer.sw() & 0xF);
            }
            if (answer.sw() == BLOCKED) {
                throw new PinFailure(0);
            }
            if (!answer.isSuccess()) {
                throw new StatusWordFailure(command.name(), answer.sw());
            }
        } finally {
            apdu.wipe();
        }
    }
}
