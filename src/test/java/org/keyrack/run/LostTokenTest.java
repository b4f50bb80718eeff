package org.keyrack.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.keyrack.run.ScriptedCard.lostBefore;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.keyrack.journal.RunEvent;
import org.keyrack.journal.RunEvent.AsLost;
import org.keyrack.protocol.AsKind;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Suite;
import org.keyrack.protocol.apdu.LinkFailure.Reason;
import org.keyrack.protocol.command.Instruction;
import org.keyrack.protocol.reference.Units;
import org.keyrack.unit.As;
import org.keyrack.world.World;

/** A reader shows what became of a card; of an AS in a token or a file only its own words tell. */
class LostTokenTest {
    private final Map<Bytes, Optional<String>> lost = new ConcurrentHashMap<>();
    private final CountDownLatch both = new CountDownLatch(2);
    private final ExportQueue queue = new ExportQueue(this::told, World.real());
    private final AsPool pool = new AsPool(queue, this::told, World.real());

    private void told(RunEvent event) {
        if (event instanceof AsLost gone) {
            lost.put(gone.asId(), gone.why());
            both.countDown();
        }
    }

    @AfterEach
    void close() {
        queue.close();
    }

    private static As breaking() throws Exception {
        ScriptedCard card = new ScriptedCard("AS", Units.as(), line -> {});
        return ScriptedRun.verified(card.on(Instruction.EXPORTKEY, lostBefore(Reason.OTHER)));
    }

    /** The same AS, of another kind. */
    private static As inToken(As card) {
        return (As) Proxy.newProxyInstance(
                As.class.getClassLoader(), new Class<?>[] {As.class}, (proxy, method, given) -> {
                    if (method.getName().equals("kind")) {
                        return AsKind.TOKEN;
                    }
                    try {
                        return method.invoke(card, given);
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                });
    }

    @Test
    void anAsThatIsNoCardSaysWhyItIsLostAndACardLeavesThatToItsReader() throws Exception {
        pool.join(inToken(breaking()), ScriptedRun.AS_ID);
        pool.join(breaking(), ScriptedRun.SECOND_AS_ID);
        for (int unit = 0; unit < 2; unit++) {
            queue.add(new ExportRequest(
                    Units.request(Units.initiate(Units.ei(Suite.AES_128, Units.SN)), 3, 5),
                    1,
                    new CompletableFuture<>()));
        }
        both.await(20, TimeUnit.SECONDS);
        assertEquals(
                Map.of(ScriptedRun.AS_ID, Optional.of("made by the test"), ScriptedRun.SECOND_AS_ID, Optional.empty()),
                lost);
    }
}
