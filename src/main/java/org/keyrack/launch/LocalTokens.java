package org.keyrack.launch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.keyrack.app.AsSource;
import org.keyrack.app.InputException;
import org.keyrack.language.Wording;
import org.keyrack.prepare.AsPlan;
import org.keyrack.prepare.KeyComponent;
import org.keyrack.prepare.KeyPlan;
import org.keyrack.prepare.TransportKeyPlan;
import org.keyrack.protocol.Kcv;
import org.keyrack.protocol.answer.AsIdentity.TransportKeySlot;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.protocol.crypto.SecretKeyBytes;
import org.keyrack.reader.Readers;
import org.keyrack.reader.place.PlacedReaders;
import org.keyrack.token.AsFile;
import org.keyrack.token.Creation;
import org.keyrack.token.TokenAddress;
import org.keyrack.token.TroubleException;
import org.keyrack.token.WrongPin;
import org.keyrack.token.link.LinkedAs;
import org.keyrack.token.link.TokenDesk;
import org.keyrack.unit.AsUnit;

/** Tokens and files of this computer as places of an AS. */
final class LocalTokens implements AsSource {
    @Override
    public Places with(Readers readers, List<Address> places) {
        PlacedReaders placed = new PlacedReaders(readers, Map.of());
        InFront all = new InFront(placed);
        places.forEach(all::add);
        return all;
    }

    private record InFront(PlacedReaders readers) implements Places {
        @Override
        public void add(Address address) {
            readers.add(address.toString(), () -> LinkedAs.open(address.file(), address.kind()));
        }

        @Override
        public void remove(Address address) {
            readers.remove(address.toString());
        }
    }

    @Override
    public Address describedBy(Path file) throws InputException {
        try {
            return new Address(AsFile.read(file).description().kind(), file);
        } catch (TroubleException trouble) {
            throw refused(trouble);
        }
    }

    @Override
    public AsUnit look(Address address) throws InputException {
        try (LinkedAs as = LinkedAs.open(address.file(), address.kind())) {
            return AsUnit.read(address.toString(), as);
        } catch (CardFailure failure) {
            throw new InputException(String.valueOf(failure.getMessage()), failure);
        }
    }

    @Override
    public List<TokenView> tokens(Library library) throws InputException {
        try {
            return TokenDesk.tokens(address(library, "")).stream()
                    .map(token -> new TokenView(
                            token.slot(),
                            token.label(),
                            token.manufacturer(),
                            token.model(),
                            token.serial(),
                            token.usable()))
                    .toList();
        } catch (TroubleException trouble) {
            throw refused(trouble);
        }
    }

    private static InputException refused(TroubleException trouble) {
        return new InputException(LinkedAs.sentence(trouble), trouble);
    }

    private static TokenAddress address(Library library, String label) {
        return new TokenAddress(library.library(), library.parameters(), library.environment(), label, "");
    }

    @Override
    public void make(NewAs wanted, Map<String, List<KeyComponent>> components, char[] pin) throws InputException {
        Map<String, List<SecretKeyBytes>> values = new TreeMap<>();
        components.forEach((name, list) ->
                values.put(name, list.stream().map(KeyComponent::value).toList()));
        byte[] bytes = LinkedAs.bytes(pin);
        try {
            TokenDesk.make(wanted.file(), creation(wanted), values, bytes);
        } catch (TroubleException trouble) {
            throw refused(trouble);
        } catch (WrongPin wrong) {
            throw new InputException(
                    Wording.of("token").get(wrong.triesLeft() == 0 ? "pin.locked" : "pin.wrong"), wrong);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private static Creation creation(NewAs wanted) {
        AsPlan plan = wanted.plan();
        List<TransportKeySlot> slots = new ArrayList<>();
        for (TransportKeyPlan t : plan.transportKeys()) {
            slots.add(new TransportKeySlot(
                    t.slot(), t.suite(), t.version(), t.kcv().orElse(Kcv.NONE)));
        }
        slots.sort((one, other) -> Integer.compare(one.slot(), other.slot()));
        Optional<TokenAddress> token = wanted.library().map(library -> address(library, wanted.label()));
        return new Creation(
                token,
                wanted.slot(),
                plan.asId(),
                plan.label(),
                slots,
                plan.keys().stream().map(KeyPlan::entry).toList(),
                wanted.undiversified());
    }
}
