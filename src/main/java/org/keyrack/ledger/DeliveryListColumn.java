package org.keyrack.ledger;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVRecord;

/** Finds the column that holds the SNs, and where the list begins, from all of its lines. */
final class DeliveryListColumn {
    private final List<Count> columns = new ArrayList<>();

    /** What was seen in one column. */
    private static final class Count {
        private int sns;
        private int meant;
        private boolean headed;
        /** The last line above the first SN that names the column, from 1; 0 for none. */
        private long heading;
        /** The first line with an SN or what was meant for one. */
        private long first = Long.MAX_VALUE;
    }

    /** Notes a line. */
    void see(CSVRecord cells, long line) {
        for (int i = 0; i < cells.size(); i++) {
            if (i == columns.size()) {
                columns.add(new Count());
            }
            Count column = columns.get(i);
            String plain = DeliveryListCell.plain(cells.get(i));
            if (DeliveryListCell.isSn(plain)) {
                column.sns++;
                column.first = Math.min(column.first, line);
            } else if (DeliveryListCell.isMeant(plain)) {
                column.meant++;
                column.first = Math.min(column.first, line);
            } else if (column.sns == 0 && DeliveryListCell.isHeading(cells.get(i))) {
                column.headed = true;
                column.heading = line;
            }
        }
    }

    /** How many SNs the best column holds: what a guess of the separator is worth. */
    int worth() {
        return columns.stream().mapToInt(column -> column.sns).max().orElse(0);
    }

    /** The column, from 0: one whose heading says so and that holds SNs, else the one that holds most. */
    int column() {
        int best = 0;
        for (int i = 1; i < columns.size(); i++) {
            if (isBetter(columns.get(i), columns.get(best))) {
                best = i;
            }
        }
        return best;
    }

    /** Other columns that hold SNs, from 0, and that no heading tells from the best one. */
    List<Integer> rivals() {
        int best = column();
        List<Integer> rivals = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            boolean told = columns.get(best).headed && !columns.get(i).headed;
            if (i != best && columns.get(i).sns > 0 && !told) {
                rivals.add(i);
            }
        }
        return rivals;
    }

    private static boolean isBetter(Count one, Count other) {
        boolean headed = one.headed && one.sns + one.meant > 0;
        boolean otherHeaded = other.headed && other.sns + other.meant > 0;
        if (headed != otherHeaded) {
            return headed;
        }
        if (one.sns != other.sns) {
            return one.sns > other.sns;
        }
        return one.meant != other.meant ? one.meant > other.meant : one.headed && !other.headed;
    }

    /** The line, from 1, from which on each line is to name a module; what is above are titles and headings. */
    long begin() {
        if (columns.isEmpty()) {
            return 1;
        }
        Count column = columns.get(column());
        return column.heading > 0 ? column.heading + 1 : column.first;
    }
}
