package org.keyrack.order;

import java.time.LocalDate;
import java.util.List;
import java.util.OptionalInt;
import org.keyrack.plan.Profile;
import org.keyrack.plan.Profile.Load;
import org.keyrack.plan.Profile.OnOccupied;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.SerialNumber;

/**
 * What a customer ordered.
 *
 * @param number names this one text for ever
 * @param ledger id of the one ledger that it counts in, 16 hexadecimal digits
 * @param customer for whom
 * @param quantity how many modules, from 1; absent when the SNs say it
 * @param serials SNs that may be loaded, none twice; empty when every SN may
 * @param loads the downloads for each module
 * @param onOccupied what to do with a location that holds a key
 * @param until the last day on which it is loaded
 * @param hash SHA-256 of the text, 32 bytes
 */
public record Order(
        String number,
        String ledger,
        String customer,
        OptionalInt quantity,
        List<SerialRange> serials,
        List<Load> loads,
        OnOccupied onOccupied,
        LocalDate until,
        Bytes hash) {
    /** Modules of one order at most. */
    public static final int MOST_MODULES = 1_000_000;

    public Order {
        serials = List.copyOf(serials);
        loads = List.copyOf(loads);
    }

    /** How many modules may be loaded under it, 1 to {@link #MOST_MODULES}. */
    public int places() {
        return quantity.orElseGet(
                () -> (int) serials.stream().mapToLong(SerialRange::size).sum());
    }

    /** Whether it names the module, or any module may be loaded. */
    public boolean names(SerialNumber sn) {
        return serials.isEmpty() || serials.stream().anyMatch(range -> range.contains(sn));
    }

    /** Whether it orders this download: REF1 and REF2, 0000 to FFFF. */
    public boolean orders(int ref1, int ref2) {
        return loads.contains(new Load(ref1, ref2));
    }

    /** REF1 and REF2 of each download, in order. */
    public List<List<Integer>> references() {
        return loads.stream().map(load -> List.of(load.ref1(), load.ref2())).toList();
    }

    /** What a plan is made from: named by the order's number, with the hash of its text. */
    public Profile profile() {
        return new Profile(number, loads, false, onOccupied, 0, hash);
    }
}
