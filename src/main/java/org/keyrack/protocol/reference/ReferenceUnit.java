package org.keyrack.protocol.reference;

import static org.keyrack.protocol.reference.Refused.require;

import java.util.List;
import java.util.Optional;
import java.util.Set;
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
import org.keyrack.protocol.command.OpenSession;
import org.keyrack.protocol.crypto.PersonalizationSession;
import org.keyrack.protocol.crypto.SecretKeyBytes;

/** What both sides share: SELECT, the checks of CLA and INS, sessions, GET DATA's pages. The applet is selected from the start. */
abstract class ReferenceUnit implements ApduChannel {
    private static final int LONGEST_ANSWER = 256;
    private static final int OPEN_SESSION = 0x8050;

    final ReferenceKeyLoading loading;
    final UnitSession session;

    private final Role role;

    ReferenceUnit(Role role, RandomGenerator random, Optional<SecretKeyBytes> kperso) {
        this.role = role;
        this.loading = new ReferenceKeyLoading(random);
        this.session = new UnitSession(role, random, kperso);
    }

    abstract LifeCycleState state();

    /** CLA and INS of what is taken in the clear always: the download, and GET DATA. */
    abstract Set<Integer> openCommands();

    /** CLA and INS, in the clear, of what a unit with a Kperso takes in a session only. */
    abstract Set<Integer> sessionCommands();

    /** Carries out a command whose CLA and INS are known, other than SELECT and OPEN SESSION. */
    abstract ResponseApdu command(CommandApdu apdu) throws Refused;

    /** Ends what only one session may hold: R, a key being loaded, the verification of PINs. */
    void endSession() {
        loading.forget();
        session.end();
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
        } finally {
            if (!state().isPersonalizable()) {
                session.erase();
            }
        }
    }

    private ResponseApdu answer(CommandApdu apdu) throws Refused {
        // A unit without a Kperso has no sessions: their classes are none of its own.
        boolean isProtected = PersonalizationSession.isProtected(apdu.cla()) && session.hasKperso();
        require(isProtected || apdu.cla() == 0x80 || apdu.cla() == 0x00, Refused.UNKNOWN_CLA);
        if (apdu.cla() == 0x00 && apdu.ins() == 0xA4) {
            return select(apdu);
        }
        int code = ((isProtected ? apdu.cla() & ~0x04 : apdu.cla()) << 8) | apdu.ins();
        require(
                sessionCommands().contains(code)
                        || (!isProtected && (openCommands().contains(code) || code == OPEN_SESSION)),
                Refused.UNKNOWN_INS);
        if (code == OPEN_SESSION) {
            return openSession(apdu);
        }
        return isProtected ? session.transmit(apdu, this::command) : command(apdu);
    }

    private ResponseApdu select(CommandApdu apdu) throws Refused {
        requireP1P2(apdu, 0x04, 0x00);
        require(Bytes.of(apdu.data()).equals(role.aid()), Refused.NO_SUCH_APPLET);
        endSession();
        return success(new AppletInfo(role, state()).encode());
    }

    private ResponseApdu openSession(CommandApdu apdu) throws Refused {
        requireP1P2(apdu, 0, 0);
        requireLength(apdu, OpenSession.LENGTH);
        require(state().isPersonalizable(), Refused.WRONG_STATE);
        return success(session.open(parsed(OpenSession::parse, apdu)));
    }

    final ResponseApdu loadComponent(CommandApdu apdu) throws Refused {
        require(apdu.p1() <= 1 && apdu.p2() == 0, Refused.WRONG_P1_P2);
        requireSessionAndLength(apdu, LoadComponent.SHORT_LENGTH, LoadComponent.LONG_LENGTH);
        requireLoading();
        loading.load(parsed(LoadComponent::parse, apdu));
        return success();
    }

    /** Refuses a component where keys must not come in. */
    abstract void requireLoading() throws Refused;

    final void requireOperational() throws Refused {
        require(state() == LifeCycleState.OPERATIONAL, Refused.WRONG_STATE);
    }

    /** The length, then the session, as personalization and PIN commands check them. */
    final void requireSessionAndLength(CommandApdu apdu, int... lengths) throws Refused {
        requireLengthAlive(apdu, lengths);
        session.requireIn(state());
    }

    /** The length; then a unit that is TERMINATED answers nothing else, whatever PIN is asked for next. */
    final void requireLengthAlive(CommandApdu apdu, int... lengths) throws Refused {
        requireLength(apdu, lengths);
        require(state() != LifeCycleState.TERMINATED, Refused.WRONG_STATE);
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

    static boolean isSlot(int slot) {
        return slot >= 1 && slot <= ReferenceAsMemory.SLOTS;
    }

    /** The state that SET STATE asks for. */
    static LifeCycleState wantedState(CommandApdu apdu) throws Refused {
        require(apdu.p1() == 0, Refused.WRONG_P1_P2);
        try {
            return LifeCycleState.of(apdu.p2());
        } catch (ProtocolFailure unknown) {
            throw new Refused(Refused.WRONG_P1_P2);
        }
    }

    /** Refuses a suite that there is not, as STORE T names it. */
    static void requireSuite(CommandApdu apdu) throws Refused {
        require(apdu.data()[0] == 1 || apdu.data()[0] == 2, Refused.SUITE_NOT_SUPPORTED);
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
