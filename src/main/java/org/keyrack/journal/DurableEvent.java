package org.keyrack.journal;

import java.time.Instant;

/** What the journal keeps, from whatever producer: durable before anybody else sees it, and nothing secret in it. */
public sealed interface DurableEvent
        permits RunEvent.Durable,
                PreparationEvent,
                AuditEvent,
                AsActed,
                AsDiffered,
                LettersPrinted,
                LetterShared,
                CeremonyEvent {
    Instant at();
}
