package org.keyrack.ledger;

/**
 * What a ledger knows of the counters of an AS.
 *
 * @param ctr the highest Ctr of its exports; 0 without one
 * @param acts the most acts that it has shown after something was done to it; 0 without one
 */
public record KnownCounters(long ctr, long acts) {}
