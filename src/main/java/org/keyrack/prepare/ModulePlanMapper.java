package org.keyrack.prepare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.keyrack.prepare.PlanText.BootstrapText;
import org.keyrack.prepare.PlanText.LocationText;
import org.keyrack.prepare.PlanText.ModulesText;
import org.keyrack.prepare.PlanText.SerialsText;
import org.keyrack.prepare.SerialRule.Between;
import org.keyrack.prepare.SerialRule.Counter;
import org.keyrack.prepare.SerialRule.Listed;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Kcv;
import org.keyrack.protocol.KeyType;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.protocol.answer.LocationEntry;
import org.keyrack.yaml.YamlDocument;
import org.keyrack.yaml.YamlException;

/** Checks what depends on more than one field of a plan for modules. */
final class ModulePlanMapper {
    /** Locations that a module can have, as far as its card's memory goes. */
    private static final int MOST_LOCATIONS = 255;

    private static final int MOST_SERIALS = 10_000;

    private final YamlDocument<ModulesText> document;

    ModulePlanMapper(YamlDocument<ModulesText> document) {
        this.document = document;
    }

    ModulePlan plan(Bytes hash) throws YamlException {
        ModulesText text = document.value();
        BootstrapText t = text.bootstrap();
        TransportKeyPlan key = new TransportKeyPlan(
                0,
                PlanFile.suite(t.suite()),
                t.version(),
                OptionalInt.of(t.components()),
                Optional.of(new Kcv(Bytes.ofHex(t.kcv()))),
                Optional.empty());
        return new ModulePlan(text.name(), hash, key, serials(text.serials()), locations(text.locations()));
    }

    private SerialRule serials(SerialsText text) throws YamlException {
        boolean listed = text.list() != null;
        boolean range = text.first() != null || text.last() != null;
        boolean counter = text.counter() != null;
        if ((listed ? 1 : 0) + (range ? 1 : 0) + (counter ? 1 : 0) != 1) {
            throw PlanFile.wrong(document, "serials", "serials");
        }
        if (counter) {
            return new Counter(text.counter());
        }
        if (listed) {
            return new Listed(list(text.list()));
        }
        if (text.first() == null || text.last() == null) {
            throw PlanFile.wrong(document, "serials", "serials");
        }
        SerialNumber first = SerialNumber.parse(text.first());
        SerialNumber last = SerialNumber.parse(text.last());
        if (first.bytes().isZero() || first.compareTo(last) > 0) {
            throw PlanFile.wrong(document, "serials.first", "range");
        }
        return new Between(first, last);
    }

    private List<SerialNumber> list(List<String> written) throws YamlException {
        document.requireList("serials.list", written, 1, MOST_SERIALS);
        List<SerialNumber> serials = new ArrayList<>();
        Set<SerialNumber> seen = new HashSet<>();
        for (int i = 0; i < written.size(); i++) {
            SerialNumber sn = SerialNumber.parse(written.get(i));
            if (sn.bytes().isZero() || !seen.add(sn)) {
                throw PlanFile.wrong(
                        document,
                        document.entry("serials.list", i),
                        sn.bytes().isZero() ? "serial.zero" : "serial.twice");
            }
            serials.add(sn);
        }
        return serials;
    }

    private List<LocationEntry> locations(List<LocationText> written) throws YamlException {
        document.requireList("locations", written, 1, MOST_LOCATIONS);
        List<LocationEntry> locations = new ArrayList<>();
        Set<Integer> references = new HashSet<>();
        for (int i = 0; i < written.size(); i++) {
            LocationText text = written.get(i);
            String path = document.entry("locations", i);
            if (!references.add(text.ref())) {
                throw PlanFile.wrong(document, path + ".ref", "ref.twice");
            }
            document.requireList(path + ".types", text.types(), 1, 2);
            EnumSet<KeyType> types = EnumSet.noneOf(KeyType.class);
            text.types().forEach(word -> types.add(word.type()));
            locations.add(LocationEntry.free(text.ref(), PlanFile.appId(text.appId()), types, text.writeOnce()));
        }
        locations.sort(Comparator.comparingInt(LocationEntry::ref2));
        return locations;
    }
}
