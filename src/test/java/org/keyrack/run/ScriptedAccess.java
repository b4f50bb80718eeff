package org.keyrack.run;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.unit.EiSession;
import org.keyrack.unit.UnitAccess;

/** The readers of a scripted rack: sessions are kept until they are let go, and a test says when a card stays away. */
final class ScriptedAccess implements UnitAccess {
    private final Map<String, ScriptedCard> cards = new HashMap<>();
    private final Map<String, EiSession> sessions = new HashMap<>();
    private final Deque<Boolean> returns = new ArrayDeque<>();
    private final List<Duration> waits = new ArrayList<>();
    private final Consumer<String> told;

    ScriptedAccess(Consumer<String> told) {
        this.told = told;
    }

    synchronized void put(String reader, ScriptedCard card) {
        cards.put(reader, card);
    }

    /** Whether a card is there when it is waited for, for the next times; after them it always is. */
    synchronized void returns(Boolean... there) {
        returns.addAll(Arrays.asList(there));
    }

    /** How long a card was waited for at most, each time. */
    synchronized List<Duration> waits() {
        return List.copyOf(waits);
    }

    @Override
    public synchronized EiSession session(String reader) throws CardFailure {
        EiSession session = sessions.get(reader);
        if (session == null) {
            session = EiSession.select(Objects.requireNonNull(cards.get(reader)));
            sessions.put(reader, session);
        }
        return session;
    }

    @Override
    public synchronized void discard(String reader) {
        told.accept("discard");
        sessions.remove(reader);
    }

    @Override
    public synchronized boolean awaitCard(String reader, Duration atMost) {
        told.accept("await");
        waits.add(atMost);
        return returns.isEmpty() || returns.removeFirst();
    }
}
