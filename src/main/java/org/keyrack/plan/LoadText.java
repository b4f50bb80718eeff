package org.keyrack.plan;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.keyrack.language.Wording;
import org.keyrack.plan.Profile.Load;
import org.keyrack.yaml.Whole;
import org.keyrack.yaml.YamlDocument;
import org.keyrack.yaml.YamlException;

/**
 * One download as profiles and orders write it.
 *
 * @param ref1 the key of the AS, 1 to 65535
 * @param ref2 the location of the EI, 0 to 65535; 0 replaces T
 */
public record LoadText(
        @JsonProperty(required = true) @Whole(least = 1, most = 0xFFFF)
        int ref1,

        @JsonProperty(required = true) @Whole(least = 0, most = 0xFFFF)
        int ref2) {
    /**
     * The downloads of a list.
     *
     * @param document where it stands, as its field {@code load}
     * @throws YamlException when the list is empty, or names a location twice
     */
    public static List<Load> loads(YamlDocument<?> document, List<LoadText> list) throws YamlException {
        Wording words = Wording.of("input");
        if (list.isEmpty()) {
            throw document.wrong("load", words.say("profile.load"), words.say("action.profile.load"));
        }
        Set<Integer> locations = new HashSet<>();
        for (int i = 0; i < list.size(); i++) {
            int location = list.get(i).ref2();
            if (!locations.add(location)) {
                throw document.wrong(
                        "load[" + i + "].ref2",
                        words.say("profile.twice", location),
                        words.say("action.profile.twice"));
            }
        }
        return list.stream().map(load -> new Load(load.ref1(), load.ref2())).toList();
    }
}
