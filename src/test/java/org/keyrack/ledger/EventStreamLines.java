package org.keyrack.ledger;

import java.util.ArrayList;
import java.util.List;

/** Lines of one type in a ledger, chain by chain. */
public final class EventStreamLines {
    private EventStreamLines() {}

    /** @param location file of a ledger, which may be in use */
    public static List<String> of(String location, String type) throws Exception {
        List<String> found = new ArrayList<>();
        EventStream.read(location, (chain, seq, body) -> {
            if (body.contains("\"type\":\"" + type + "\"")) {
                found.add(body);
            }
        });
        return found;
    }
}
