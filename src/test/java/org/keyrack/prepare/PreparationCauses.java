package org.keyrack.prepare;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.keyrack.journal.CauseId;
import org.keyrack.prepare.PreparationRefusal.Reason;
import org.keyrack.protocol.apdu.LinkFailure;

/** Everything by which a card that is not prepared can be named, but status words. */
public final class PreparationCauses {
    private PreparationCauses() {}

    public static List<CauseId> all() {
        return Stream.of(
                        Arrays.stream(Reason.values()).map(reason -> new PreparationRefusal(reason).cause()),
                        Arrays.stream(LinkFailure.Reason.values()).map(CauseId::link),
                        Stream.of(new CauseId("prepare.PROTOCOL"), CauseId.PIN))
                .flatMap(causes -> causes)
                .toList();
    }
}
