package org.keyrack.journal;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keyrack.protocol.PinReference;

/** What a person does at a ceremony. */
public enum CeremonyRole {
    /** Enters the administrator's PIN of the AS. */
    ADMINISTRATOR(PinReference.ADMINISTRATOR),
    /** Enters the custodian's PIN of the AS. */
    CUSTODIAN(PinReference.CUSTODIAN),
    /** Enters the operator's PIN of the AS. */
    OPERATOR(PinReference.OPERATOR),
    /** Enters components, and no PIN. */
    HOLDER(null),
    /** Enters nothing. */
    WITNESS(null);

    private final Optional<PinReference> pin;

    CeremonyRole(@Nullable PinReference pin) {
        this.pin = Optional.ofNullable(pin);
    }

    /** Whose PIN this person enters. */
    public Optional<PinReference> pin() {
        return pin;
    }

    /** As scripts and lines of the ledger write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
