package org.keyrack.protocol.reference;

import static org.keyrack.protocol.reference.ReferenceUnit.parsed;
import static org.keyrack.protocol.reference.ReferenceUnit.requireLength;
import static org.keyrack.protocol.reference.ReferenceUnit.requireP1P2;
import static org.keyrack.protocol.reference.ReferenceUnit.success;
import static org.keyrack.protocol.reference.Refused.require;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.answer.AsProtection.Origin;
import org.keyrack.protocol.answer.KeyDirectoryEntry;
import org.keyrack.protocol.answer.SealedHeader;
import org.keyrack.protocol.answer.SealedRecord;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.ResponseApdu;
import org.keyrack.protocol.command.ExportSealed;
import org.keyrack.protocol.command.ImportSealed;
import org.keyrack.protocol.command.KeyPlace;
import org.keyrack.protocol.crypto.Cmac;
import org.keyrack.protocol.crypto.RecordSealing;
import org.keyrack.protocol.crypto.SecretKeyBytes;
import org.keyrack.protocol.reference.ReferenceAsMemory.ApplicationKey;
import org.keyrack.protocol.reference.ReferenceAsMemory.BackupKey;
import org.keyrack.protocol.reference.ReferenceAsMemory.HeldTransportKey;

/** EXPORT SEALED and IMPORT SEALED of an AS (protocol.md, Personalization). */
final class AsSealedRecords {
    private static final int[] T_LENGTHS = {57, 73};
    private static final int[] LENGTHS = {57, 73, 145, 161};
    private static final int KIND_T = 2;
    private static final int KIND_TA = 1;
    private static final int N_AT = 3;
    private static final Bytes NO_T = Bytes.zero(16);

    private final ReferenceAsMemory memory;
    private final ReferenceAsRoles roles;
    private final AsBars bars;
    private final RandomGenerator random;
    private final CommandForm form;

    AsSealedRecords(
            ReferenceAsMemory memory, ReferenceAsRoles roles, AsBars bars, RandomGenerator random, CommandForm form) {
        this.memory = memory;
        this.roles = roles;
        this.bars = bars;
        this.random = random;
        this.form = form;
    }

    ResponseApdu export(CommandApdu apdu) throws Refused {
        require(apdu.p1() != 3 && KeyPlace.isNamedBy(apdu.p1(), apdu.p2()), Refused.WRONG_P1_P2);
        form.require(apdu, KeyPlace.dataLength(apdu.p1()));
        roles.requireLoading();
        require(memory.operator.isVerified(), Refused.PIN_NOT_VERIFIED);
        KeyPlace place = parsed(ExportSealed::parse, apdu).place();
        require(memory.backupKey.isPresent(), Refused.NOT_FOUND);
        return place instanceof KeyPlace.TransportKeySlot t
                ? exportT(t.slot())
                : exportTa(((KeyPlace.ApplicationKey) place).ref1());
    }

    private ResponseApdu exportT(int slot) throws Refused {
        HeldTransportKey held = Refused.found(memory.slots.get(slot));
        bars.requireSealing(held.barredFromSealing());
        count();
        TransportKey t = held.t();
        return sealed(
                new SealedHeader.OfTransportKey(memory.locks, freshN(), slot, t.suite(), t.version(), t.kcv()),
                t.key());
    }

    private ResponseApdu exportTa(int ref1) throws Refused {
        ApplicationKey key = Refused.found(memory.keys.get(ref1));
        bars.requireSealing(key.entry().attributes().barredFromSealing());
        count();
        List<Bytes> ids = new ArrayList<>();
        for (int slot = 1; slot <= ReferenceAsMemory.SLOTS; slot++) {
            ids.add(key.entry().barredSlots().contains(slot) ? NO_T : bars.transportKeyId(slot));
        }
        return sealed(
                new SealedHeader.OfApplicationKey(
                        memory.locks, freshN(), key.entry().withExportsLeft(0), ids),
                key.key());
    }

    private void count() throws Refused {
        roles.requireActsLeft();
        roles.act();
    }

    private Bytes freshN() {
        byte[] fresh = new byte[RecordSealing.LENGTH];
        random.nextBytes(fresh);
        return Bytes.of(fresh);
    }

    private ResponseApdu sealed(SealedHeader header, SecretKeyBytes key) {
        SecretKeyBytes kbk = memory.backupKey.orElseThrow().key();
        Bytes encoded = header.encode();
        return success(Bytes.concat(encoded, RecordSealing.seal(kbk, header.n(), encoded, key)));
    }

    ResponseApdu take(CommandApdu apdu) throws Refused {
        requireP1P2(apdu, 0, 0);
        form.require(apdu, LENGTHS);
        roles.requireLoading();
        requireKind(apdu);
        require(memory.backupKey.isPresent(), Refused.NOT_FOUND);
        BackupKey kbk = memory.backupKey.get();
        requireIntact(kbk, Bytes.of(apdu.data()));
        SealedRecord record = parsed(ImportSealed::parse, apdu).record();
        SealedHeader header = record.header();
        bars.requireLocks(header);
        requireFree(header);
        SecretKeyBytes key = RecordSealing.open(kbk.key(), header.n(), record.encryptedKey());
        if (!Cmac.kcv(key).equals(header.kcv())) {
            key.close();
            throw new Refused(Refused.MALFORMED);
        }
        roles.act();
        if (header instanceof SealedHeader.OfTransportKey t) {
            store(t, key);
        } else {
            store((SealedHeader.OfApplicationKey) header, key);
        }
        memory.commit();
        return success();
    }

    /** Version and kind, before anything is looked at that only the seal vouches for. */
    private static void requireKind(CommandApdu apdu) throws Refused {
        int kind = apdu.data()[1];
        require(apdu.data()[0] == 1 && (kind == KIND_T || kind == KIND_TA), Refused.MALFORMED);
        try {
            requireLength(apdu, kind == KIND_T ? T_LENGTHS : new int[] {LENGTHS[2], LENGTHS[3]});
        } catch (Refused ofTheOtherKind) {
            throw new Refused(Refused.MALFORMED);
        }
    }

    private static void requireIntact(BackupKey kbk, Bytes record) throws Refused {
        int header = record.at(1) == KIND_T ? SealedHeader.OfTransportKey.LENGTH : SealedHeader.OfApplicationKey.LENGTH;
        int seal = record.length() - RecordSealing.LENGTH;
        Bytes n = record.slice(N_AT, N_AT + RecordSealing.LENGTH);
        boolean intact = RecordSealing.isIntact(
                kbk.key(), n, record.slice(0, header), record.slice(header, seal), record.slice(seal, record.length()));
        require(intact, Refused.CERTIFICATE_WRONG);
    }

    /** Nothing is overwritten: what is in the way is cleared first. */
    private void requireFree(SealedHeader header) throws Refused {
        boolean taken = header instanceof SealedHeader.OfTransportKey t
                ? memory.slots.containsKey(t.slot())
                : memory.keys.containsKey(
                        ((SealedHeader.OfApplicationKey) header).entry().ref1());
        require(!taken, Refused.NOT_ALLOWED);
        roles.requireActsLeft();
        require(
                header instanceof SealedHeader.OfTransportKey || memory.keys.size() < ReferenceAsMemory.KEYS,
                Refused.NO_ROOM);
    }

    private void store(SealedHeader.OfTransportKey header, SecretKeyBytes key) throws Refused {
        bars.forNewTransportKey(header.slot());
        memory.commit();
        TransportKey t = new TransportKey(header.suite(), header.tVersion(), key);
        memory.put(header.slot(), new HeldTransportKey(t, Origin.SEALED_RECORD, false));
    }

    private void store(SealedHeader.OfApplicationKey header, SecretKeyBytes key) {
        KeyDirectoryEntry entry = header.entry();
        memory.put(entry.with(entry.attributes().barredForOnly(bars.ofImported(header))), key);
    }
}
