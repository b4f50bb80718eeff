package org.keyrack.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * What a bench is at, as the ledger knows it.
 *
 * @param bench its name
 * @param lastSeen when it wrote its last line, by its own clock
 * @param newest its newest batch as it is now; empty when it has begun none
 * @param counters of the AS of that batch; nothing counted without one
 */
public record BenchNow(String bench, Instant lastSeen, Optional<BatchView> newest, KnownCounters counters) {}
