package org.keyrack.reader.sim;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keyrack.reader.sim.RackFile.Fault;

/** A card to which the faults of a script happen. */
final class FaultyCard extends ForwardingCard {
    private static final int GET_RESPONSE = 0xC0;
    private static final int WRONG = 0x5A;

    private final Chip chip;
    private final List<Fault> faults;
    private final Map<String, Integer> seen = new HashMap<>();
    /** What GET RESPONSE fetches after an answer 61xx. */
    private Optional<byte[]> waiting = Optional.empty();

    /**
     * @param card behind this one
     * @param chip at the end of it
     */
    FaultyCard(SimulatedCard card, Chip chip, List<Fault> faults) {
        super(card);
        this.chip = chip;
        this.faults = List.copyOf(faults);
    }

    @Override
    public byte[] powerOn() {
        waiting = Optional.empty();
        return super.powerOn();
    }

    @Override
    public byte[] reset() {
        waiting = Optional.empty();
        return super.reset();
    }

    @Override
    public void powerOff() {
        waiting = Optional.empty();
        super.powerOff();
    }

    @Override
    public byte[] transmit(byte[] apdu) throws IOException {
        Optional<byte[]> answer = waiting;
        waiting = Optional.empty();
        if (answer.isPresent() && apdu.length >= 4 && apdu[0] == 0 && (apdu[1] & 0xFF) == GET_RESPONSE) {
            return answer.get();
        }
        Optional<String> command = chip.command(apdu);
        if (command.isEmpty()) {
            return super.transmit(apdu);
        }
        int nth = seen.merge(command.get(), 1, Integer::sum);
        for (Fault fault : faults) {
            if (fault.command().equals(command.get()) && nth >= fault.nth() && nth - fault.nth() < fault.times()) {
                return happen(fault.action(), apdu);
            }
        }
        return super.transmit(apdu);
    }

    private byte[] happen(FaultAction action, byte[] apdu) throws IOException {
        if (action instanceof FaultAction.AnswerLost lost) {
            super.transmit(apdu);
            throw gone(CardGone.until(lost.back()));
        } else if (action instanceof FaultAction.CommandLost lost) {
            throw gone(CardGone.until(lost.back()));
        } else if (action instanceof FaultAction.Hang hang) {
            TimedCard.awaitDeadline(System.nanoTime() + hang.time().toNanos());
            if (Thread.currentThread().isInterrupted()) {
                throw new IOException("The card was taken out while it hung");
            }
            return super.transmit(apdu);
        } else if (action instanceof FaultAction.WrongBytes) {
            return wrongBytes(super.transmit(apdu));
        } else if (action instanceof FaultAction.WrongLength wrong) {
            return wrongLength(super.transmit(apdu), wrong.length());
        } else if (action instanceof FaultAction.BareSuccess) {
            return new byte[] {(byte) 0x90, 0};
        } else if (action instanceof FaultAction.StatusWord answer) {
            return statusWord(answer, apdu);
        } else if (action instanceof FaultAction.Swap) {
            throw gone(CardGone.swapped());
        } else if (action instanceof FaultAction.Pull pull) {
            throw gone(CardGone.pulled(pull.back()));
        } else if (action instanceof FaultAction.Tear tear) {
            return torn(tear.write(), tear.back(), apdu);
        } else if (action instanceof FaultAction.RepeatRandom) {
            chip.stickRandom();
            return super.transmit(apdu);
        } else if (action instanceof FaultAction.FlipBit flip) {
            return super.transmit(flipped(apdu, 5, dataEnd(apdu), flip.bit()));
        } else if (action instanceof FaultAction.FlipAnswerBit flip) {
            byte[] answer = super.transmit(apdu);
            return flipped(answer, 0, answer.length - 2, flip.bit());
        }
        throw new IllegalStateException("No such fault: " + action);
    }

    private CardGone gone(CardGone how) {
        powerOff();
        return how;
    }

    private byte[] statusWord(FaultAction.StatusWord answer, byte[] apdu) throws IOException {
        if (answer.executed()) {
            byte[] right = super.transmit(apdu);
            if (answer.sw() >> 8 == 0x61) {
                waiting = Optional.of(right);
            }
        }
        return new byte[] {(byte) (answer.sw() >> 8), (byte) answer.sw()};
    }

    private byte[] torn(int write, Duration back, byte[] apdu) throws IOException {
        chip.tearAt(write);
        try {
            return super.transmit(apdu);
        } catch (IOException torn) {
            throw gone(CardGone.until(back));
        } finally {
            chip.tearAt(0);
        }
    }

    private static byte[] wrongBytes(byte[] answer) {
        byte[] wrong = answer.clone();
        for (int i = 0; i < wrong.length - 2; i++) {
            wrong[i] ^= (byte) WRONG;
        }
        return wrong;
    }

    private static byte[] wrongLength(byte[] answer, int length) {
        int wanted = length < 0 ? answer.length - 1 : length;
        if (wanted < 2) {
            return Arrays.copyOf(answer, wanted);
        }
        byte[] wrong = Arrays.copyOf(answer, wanted);
        System.arraycopy(answer, answer.length - 2, wrong, wanted - 2, 2);
        if (wanted > answer.length) {
            Arrays.fill(wrong, answer.length - 2, wanted - 2, (byte) WRONG);
        }
        return wrong;
    }

    /** Where command data ends, from its Lc. */
    private static int dataEnd(byte[] apdu) {
        return apdu.length <= 5 ? 5 : Math.min(apdu.length, 5 + (apdu[4] & 0xFF));
    }

    private static byte[] flipped(byte[] bytes, int from, int to, int bit) {
        int at = from + bit / 8;
        if (at >= to) {
            return bytes;
        }
        byte[] wrong = bytes.clone();
        wrong[at] ^= (byte) (0x80 >> bit % 8);
        return wrong;
    }
}
