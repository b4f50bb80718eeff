package org.keyrack.journal;

import java.util.OptionalInt;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Header;
import org.keyrack.protocol.SerialNumber;

/**
 * A download whose outcome the ledger does not know: exported, and no outcome. It is settled by GET DATA 0203 when its SN is
 * seen again (protocol.md, "After the answer is lost").
 *
 * @param batch the batch it belongs to
 * @param reader the reader the module was in
 * @param shelf the number of that reader's slot of the shelf; absent when it had none
 * @param r 16 bytes
 * @param sas 16 bytes
 * @param v 16 bytes
 */
public record OpenDownload(
        BatchId batch,
        SerialNumber sn,
        String reader,
        OptionalInt shelf,
        int ref1,
        int ref2,
        Header header,
        Bytes r,
        Bytes sas,
        Bytes v) {}
