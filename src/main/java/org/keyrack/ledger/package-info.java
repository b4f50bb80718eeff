/**
 * What the bench remembers: append-only events in SQLite or PostgreSQL, one hash chain per bench, heads signed and kept
 * outside, verification, export and recovery.
 *
 * <p>A line of the ledger is a flat JSON object shaped as RFC 8785. The first line of a chain has {@code seq} 1 and a
 * {@code prev} of 64 zeros; every other one has the SHA-256 of the UTF-8 bytes of the line before it in the same chain.
 */
package org.keyrack.ledger;
