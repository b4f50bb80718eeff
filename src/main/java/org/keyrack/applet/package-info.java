/**
 * AS and EI as Java Card applets (Java Card 3.0.4 and up); the same source runs on a card and on jCardSim.
 *
 * <p>Non-volatile memory. Every write goes through {@link org.keyrack.applet.Store}. Its bytes are laid out by
 * {@code AsMemory} and {@code EiMemory} as banked records: one selector byte (0 empty, 1, 2) and two banks of equal
 * length. A change is written into the bank that is not selected, with the key bank of the same number, and then the one
 * selector byte flips: before the flip the old record counts, after it the new one, at any torn write. The bank left
 * behind loses its key after the flip, and again at SELECT when the power was torn in between.
 *
 * <pre>
 * AS   state(1), locks(1)
 *      pending(1), what with(5): a successor whose T, entry and bars are to count together
 *      Kperso       length(1), key(32)
 *      identity     AS id(4), label(16)
 *      acts(2)
 *      KBK          KCV(3); key slot 36
 *      4 x T        suite, tVersion, KCV(3), origin(1), subkey K2 of T(16); key slots 0 to 3
 *      32 x TA      the entry of tag 0102 (30); key slots 4 to 35; in each further page 67, key slots of that page 0 to 66
 *      and in an array of its own ({@code ExportCounters}): 64 x Ctr(4), index of an entry or FF(1), its exports left(4), of
 *      which the last written counts: the one tear-safe record of EXPORTKEY
 * EI   state(1)
 *      Kperso       length(1), key(32)
 *      SN(8)
 *      failures(2)
 *      T            suite, tVersion, KCV(3), loaded by download(1), subkey K2 of T(16), header, R, SAS, receipt(64); key slot 0
 *      24 x location  the entry of tag 0202 (11), header, R, SAS, receipt(64); key slots 1 to 24; in each further page 27
 * </pre>
 *
 * <p>What is above has its place from install. A unit whose places for TA or locations are used up takes a further page of
 * 4,096 bytes, up to 255 of them, until the card has no more memory: 6A84.
 *
 * <p>Bars are bits of an entry that counts, each set or lifted by one write; they are set before the key that they are
 * about counts. Kperso and, in TERMINATED, every key and PIN are wiped after the state says that they are of no more use,
 * and again at SELECT.
 *
 * <p>An entry's exports left are those of the counters while these name the entry, else the entry's own: EXPORTKEY of
 * another key that has a limit first copies the former to the latter, which changes nothing that counts.
 *
 * <p>Install makes the bytes, places for key objects, PINs and the random generator. The key objects of a slot are made
 * when it is said what the slot is for ({@code Store.prepareKey}); everything else, volatile memory above all, when the
 * unit is first selected ({@code UnitCommands}), so that of an AS and an EI on one card only the one in use takes it.
 *
 * <p>Volatile memory is one array ({@code Transients}), whose bytes are shared by what is never needed at once, the
 * transient keys of {@code Aes} and its ciphers, all cleared on deselect. T1
 * and the session keys are there for one command and are wiped on every path.
 */
package org.keyrack.applet;
