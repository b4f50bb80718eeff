package org.keyrack.protocol.reference;

import static org.keyrack.protocol.reference.ReferenceUnit.isSlot;
import static org.keyrack.protocol.reference.ReferenceUnit.parsed;
import static org.keyrack.protocol.reference.ReferenceUnit.requireP1P2;
import static org.keyrack.protocol.reference.ReferenceUnit.success;
import static org.keyrack.protocol.reference.Refused.require;

import java.util.Optional;
import org.keyrack.protocol.Kcv;
import org.keyrack.protocol.KeyType;
import org.keyrack.protocol.answer.AsProtection.Origin;
import org.keyrack.protocol.answer.KeyAttributes;
import org.keyrack.protocol.answer.KeyDirectoryEntry;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.ResponseApdu;
import org.keyrack.protocol.command.Allow;
import org.keyrack.protocol.command.Clear;
import org.keyrack.protocol.command.GenerateKey;
import org.keyrack.protocol.command.KeyPlace;
import org.keyrack.protocol.command.PutExportsLeft;
import org.keyrack.protocol.command.StoreBackupKey;
import org.keyrack.protocol.command.StoreKey;
import org.keyrack.protocol.command.StoreSuccessor;
import org.keyrack.protocol.command.StoreTransportKey;
import org.keyrack.protocol.reference.ReferenceAsMemory.ApplicationKey;
import org.keyrack.protocol.reference.ReferenceAsMemory.BackupKey;
import org.keyrack.protocol.reference.ReferenceAsMemory.HeldTransportKey;

/** GENERATE, STORE T, STORE TA, STORE KBK, CLEAR, ALLOW and EXPORTS LEFT of an AS: in LOADING, under dual control. */
final class ReferenceAsKeys {
    private static final int KBK_LENGTH = 32;

    private final ReferenceAsMemory memory;
    private final ReferenceAsRoles roles;
    private final AsBars bars;
    private final ReferenceKeyLoading loading;
    private final CommandForm form;

    ReferenceAsKeys(
            ReferenceAsMemory memory,
            ReferenceAsRoles roles,
            AsBars bars,
            ReferenceKeyLoading loading,
            CommandForm form) {
        this.memory = memory;
        this.roles = roles;
        this.bars = bars;
        this.loading = loading;
        this.form = form;
    }

    ResponseApdu generate(CommandApdu apdu) throws Refused {
        require((apdu.p1() == 1 || apdu.p1() == 2) && apdu.p2() == 0, Refused.WRONG_P1_P2);
        begin(apdu, 0);
        return success(
                loading.generate(parsed(GenerateKey::parse, apdu).keyType()).value());
    }

    ResponseApdu command(CommandApdu apdu) throws Refused {
        switch (apdu.ins()) {
            case 0xDC -> {
                if (apdu.p2() == 0) {
                    storeTransportKey(apdu);
                } else {
                    storeSuccessor(apdu);
                }
            }
            case 0xDE -> storeKey(apdu);
            case 0xD6 -> storeBackupKey(apdu);
            case 0xE4 -> clear(apdu);
            case 0x48 -> allow(apdu);
            default -> putExportsLeft(apdu);
        }
        memory.commit();
        return success();
    }

    private void begin(CommandApdu apdu, int length) throws Refused {
        form.require(apdu, length);
        roles.requireLoading();
    }

    private Origin origin() {
        return loading.isDrawn() ? Origin.DRAWN_HERE : Origin.COMPONENTS;
    }

    private void storeTransportKey(CommandApdu apdu) throws Refused {
        require(isSlot(apdu.p1()), Refused.WRONG_P1_P2);
        begin(apdu, StoreTransportKey.LENGTH);
        ReferenceUnit.requireSuite(apdu);
        StoreTransportKey command = parsed(StoreTransportKey::parse, apdu);
        loading.requireKey(command.suite().keyLength(), command.kcv());
        roles.requireActsLeft();
        roles.act();
        bars.forNewTransportKey(command.slot());
        memory.commit();
        TransportKey t = new TransportKey(command.suite(), command.tVersion(), loading.take());
        memory.put(command.slot(), new HeldTransportKey(t, origin(), false));
    }

    private void storeSuccessor(CommandApdu apdu) throws Refused {
        require(isSlot(apdu.p1()) && isSlot(apdu.p2()) && apdu.p1() != apdu.p2(), Refused.WRONG_P1_P2);
        begin(apdu, StoreSuccessor.LENGTH);
        ReferenceUnit.requireSuite(apdu);
        StoreSuccessor command = parsed(StoreSuccessor::parse, apdu);
        loading.requireKey(command.suite().keyLength(), command.kcv());
        bars.requireNewlyDrawn(loading);
        HeldTransportKey predecessor = memory.slots.get(command.predecessor());
        require(predecessor != null && predecessor.t().suite() == command.suite(), Refused.NOT_FOUND);
        roles.requireActsLeft();
        requireRoom(command.ref1());
        roles.act();
        bars.forNewTransportKey(command.slot());
        memory.commit();
        boolean barredFromSealing = bars.ofSuccessorFromSealing(command.predecessor());
        KeyDirectoryEntry entry = new KeyDirectoryEntry(
                command.ref1(),
                command.label(),
                0,
                KeyType.ofSuite(command.suite()),
                command.tVersion(),
                new KeyAttributes(false, true, barredFromSealing, true, bars.ofSuccessor(command.predecessor())),
                command.kcv(),
                command.exportsLeft());
        TransportKey t = new TransportKey(command.suite(), command.tVersion(), loading.take());
        memory.put(command.slot(), new HeldTransportKey(t, Origin.DRAWN_HERE, barredFromSealing));
        bars.forSuccessor(command.slot(), command.predecessor());
        memory.put(entry, loading.take());
        loading.forget();
    }

    private void requireRoom(int ref1) throws Refused {
        require(memory.keys.containsKey(ref1) || memory.keys.size() < ReferenceAsMemory.KEYS, Refused.NO_ROOM);
    }

    private void storeKey(CommandApdu apdu) throws Refused {
        requireP1P2(apdu, 0, 0);
        begin(apdu, KeyDirectoryEntry.LENGTH);
        KeyDirectoryEntry entry = parsed(StoreKey::parse, apdu).entry();
        loading.requireKey(entry.keyType().length(), entry.kcv());
        roles.requireActsLeft();
        requireRoom(entry.ref1());
        roles.act();
        memory.put(entry.with(entry.attributes().drawn(loading.isDrawn())), loading.take());
    }

    private void storeBackupKey(CommandApdu apdu) throws Refused {
        requireP1P2(apdu, 0, 0);
        begin(apdu, Kcv.LENGTH);
        StoreBackupKey command = parsed(StoreBackupKey::parse, apdu);
        loading.requireKey(KBK_LENGTH, command.kcv());
        require(!loading.isDrawn(), Refused.MALFORMED);
        roles.requireActsLeft();
        roles.act();
        bars.forNewBackupKey();
        memory.commit();
        memory.backupKey.ifPresent(old -> old.key().close());
        memory.backupKey = Optional.of(new BackupKey(loading.take()));
        loading.forget();
    }

    private void clear(CommandApdu apdu) throws Refused {
        require(KeyPlace.isNamedBy(apdu.p1(), apdu.p2()), Refused.WRONG_P1_P2);
        begin(apdu, KeyPlace.dataLength(apdu.p1()));
        KeyPlace place = parsed(Clear::parse, apdu).place();
        require(isThere(place), Refused.NOT_FOUND);
        roles.requireActsLeft();
        roles.act();
        if (place instanceof KeyPlace.TransportKeySlot t) {
            memory.slots.remove(t.slot()).t().key().close();
        } else if (place instanceof KeyPlace.ApplicationKey ta) {
            memory.keys.remove(ta.ref1()).key().close();
        } else {
            memory.backupKey.orElseThrow().key().close();
            memory.backupKey = Optional.empty();
        }
    }

    private boolean isThere(KeyPlace place) {
        if (place instanceof KeyPlace.TransportKeySlot t) {
            return memory.slots.containsKey(t.slot());
        }
        return place instanceof KeyPlace.ApplicationKey ta
                ? memory.keys.containsKey(ta.ref1())
                : memory.backupKey.isPresent();
    }

    private void allow(CommandApdu apdu) throws Refused {
        require(isSlot(apdu.p1()) && apdu.p2() == 0, Refused.WRONG_P1_P2);
        begin(apdu, Allow.LENGTH);
        Allow command = parsed(Allow::parse, apdu);
        require(memory.keys.containsKey(command.ref1()) && memory.slots.containsKey(command.slot()), Refused.NOT_FOUND);
        bars.requireAllowing();
        roles.requireActsLeft();
        roles.act();
        bars.allow(command.slot(), command.ref1());
    }

    private void putExportsLeft(CommandApdu apdu) throws Refused {
        requireP1P2(apdu, 0, 0);
        begin(apdu, PutExportsLeft.LENGTH);
        PutExportsLeft command = parsed(PutExportsLeft::parse, apdu);
        ApplicationKey key = Refused.found(memory.keys.get(command.ref1()));
        roles.requireActsLeft();
        roles.act();
        memory.describe(key.entry().withExportsLeft(command.exportsLeft()));
    }
}
