package org.keyrack.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keyrack.card.Aid;
import org.keyrack.card.CardContents;
import org.keyrack.card.CardLifeCycle;
import org.keyrack.card.CardRefusal;
import org.keyrack.card.InstalledKey;
import org.keyrack.card.IssuerDomain;
import org.keyrack.card.KeySet;
import org.keyrack.card.RegistryEntry;
import org.keyrack.card.Scp03Option;
import org.keyrack.protocol.apdu.ApduChannel;
import org.keyrack.protocol.apdu.CardFailure;

/**
 * What a GlobalPlatform card tells: without keys, and with those of its issuer.
 *
 * @param domain AID of the issuer security domain
 * @param protocol number of the secure channel protocol, when the card tells it
 * @param option parameter "i" of SCP03, when the card tells it
 * @param keys of the issuer security domain; empty when the card does not tell
 * @param opened what a session shows; empty when the keys at hand are not the card's
 * @param closed why there was no session; empty when there was one
 */
public record CardReport(
        Aid domain,
        Optional<Integer> protocol,
        Optional<Scp03Option> option,
        List<InstalledKey> keys,
        Optional<Contents> opened,
        Optional<CardRefusal.Reason> closed) {
    public CardReport {
        keys = List.copyOf(keys);
    }

    /**
     * What only a session shows.
     *
     * @param keyVersion of the key set that opened it
     */
    public record Contents(
            CardLifeCycle lifeCycle, int keyVersion, List<RegistryEntry> packages, List<RegistryEntry> applications) {
        public Contents {
            packages = List.copyOf(packages);
            applications = List.copyOf(applications);
        }
    }

    /** Reads a card. Keys that are not the card's cost it no try. */
    static CardReport read(ApduChannel card, KeySet keys) throws CardFailure, CardRefusal {
        IssuerDomain domain = IssuerDomain.select(card);
        Optional<Contents> opened = Optional.empty();
        Optional<CardRefusal.Reason> closed = Optional.empty();
        List<InstalledKey> told = domain.keys();
        try (CardContents contents = domain.open(keys)) {
            opened = Optional.of(new Contents(
                    contents.lifeCycle(), contents.keyVersion(), contents.loadFiles(), contents.applications()));
        } catch (CardRefusal refusal) {
            closed = Optional.of(refusal.reason());
        }
        return new CardReport(domain.aid(), domain.protocolNumber(), domain.option(), told, opened, closed);
    }

    /** The version numbers of the key sets, ascending. */
    public List<Integer> keyVersions() {
        return keys.stream().map(InstalledKey::version).distinct().sorted().toList();
    }

    /** The AIDs of what is installed. */
    public List<Aid> installed() {
        return new ArrayList<>(opened.map(Contents::applications).orElse(List.of()))
                .stream().map(RegistryEntry::aid).toList();
    }
}
