package org.keyrack.protocol.former;

import static org.keyrack.protocol.former.Refused.require;

import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.LifeCycleState;
import org.keyrack.protocol.Role;
import org.keyrack.protocol.answer.AppletInfo;
import org.keyrack.protocol.apdu.ApduChannel;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.ProtocolFailure;
import org.keyrack.protocol.apdu.ResponseApdu;
import org.keyrack.protocol.command.GetData;
import org.keyrack.protocol.command.LoadComponent;

/** What both sides share: SELECT, the checks of CLA and INS, GET DATA's pages. The unit's applet is selected from the start. */
abstract sealed class ReferenceUnit implements ApduChannel permits ReferenceAs, ReferenceEi {
    private static final int LONGEST_ANSWER = 256;

    final KeyLoading loading;

    private final Role role;

    ReferenceUnit(Role role, RandomGenerator random) {
        this.role = role;
        this.loading = new KeyLoading(random);
    }

    abstract LifeCycleState state();

    /** A command of class 80. */
    abstract ResponseApdu keyRackCommand(CommandApdu apdu) throws Refused;

    /** A command of class 00 other than SELECT. */
    abstract ResponseApdu isoCommand(CommandApdu apdu) throws Refused;

    /** Ends what only one session may hold: R, a key being loaded, the verification of PINs. */
    void endSession() {
        loading.forget();
    }

    /** Takes the power away and gives it back: volatile state is lost. */
    public final synchronized void reset() {
        endSession();
    }

    /** Another applet is selected: volatile state is lost. */
    public final synchronized void deselect() {
        endSession();
    }

    @Override
    public final synchronized ResponseApdu transmit(CommandApdu apdu) {
        try {
            return answer(apdu);
        } catch (Refused refused) {
            return new ResponseApdu(new byte[0], refused.sw());
        }
    }

    private ResponseApdu answer(CommandApdu apdu) throws Refused {
        if (apdu.cla() == 0x80) {
            return keyRackCommand(apdu);
        }
        require(apdu.cla() == 0, Refused.UNKNOWN_CLA);
        if (apdu.ins() != 0xA4) {
            return isoCommand(apdu);
        }
        requireP1P2(apdu, 0x04, 0x00);
        require(Bytes.of(apdu.data()).equals(role.aid()), Refused.NO_SUCH_APPLET);
        endSession();
        return success(new AppletInfo(role, state()).encode());
    }

    final ResponseApdu loadComponent(CommandApdu apdu) throws Refused {
        require(apdu.p1() <= 1 && apdu.p2() == 0, Refused.WRONG_P1_P2);
        requireLength(apdu, LoadComponent.SHORT_LENGTH, LoadComponent.LONG_LENGTH);
        requirePersonalizable();
        loading.load(parsed(LoadComponent::parse, apdu));
        return success();
    }

    /** Refuses personalization outside BLANK and LOADING, and whatever else the unit asks for it. */
    abstract void requirePersonalizable() throws Refused;

    final void requireOperational() throws Refused {
        require(state() == LifeCycleState.OPERATIONAL, Refused.WRONG_STATE);
    }

    static ResponseApdu success() {
        return success(Bytes.EMPTY);
    }

    static ResponseApdu success(Bytes data) {
        return new ResponseApdu(data.toArray(), 0x9000);
    }

    /** One page of entries, with 6310 when more remain. */
    static <T> ResponseApdu page(GetData command, List<T> entries, int entryLength, Function<List<T>, Bytes> encoder)
            throws Refused {
        int first = command.firstEntry();
        require(first < entries.size(), Refused.NOT_FOUND);
        int last = Math.min(entries.size(), first + LONGEST_ANSWER / entryLength);
        Bytes page = encoder.apply(entries.subList(first, last));
        return new ResponseApdu(page.toArray(), last < entries.size() ? Refused.MORE_ENTRIES : 0x9000);
    }

    static void requireP1P2(CommandApdu apdu, int p1, int p2) throws Refused {
        require(apdu.p1() == p1 && apdu.p2() == p2, Refused.WRONG_P1_P2);
    }

    static void requireLength(CommandApdu apdu, int... lengths) throws Refused {
        for (int length : lengths) {
            if (apdu.data().length == length) {
                return;
            }
        }
        throw new Refused(Refused.WRONG_LENGTH);
    }

    /** Reads a command whose parameters and length were checked; what is still wrong is malformed data. */
    static <T> T parsed(Parser<T> parser, CommandApdu apdu) throws Refused {
        try {
            return parser.parse(apdu);
        } catch (ProtocolFailure malformed) {
            throw new Refused(Refused.MALFORMED);
        }
    }

    /** Reads a command. */
    interface Parser<T> {
        T parse(CommandApdu apdu) throws ProtocolFailure;
    }
}
