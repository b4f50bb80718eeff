package org.keyrack.prepare;

import org.keyrack.language.Wording;

/** What the plan of an AS costs later; said while it can still be changed. */
public enum PlanPrice {
    /** Lock bit 0: keys that the AS draws never leave under a T that comes by components. */
    NO_ALLOW,
    /** Blank modules join by the T that another one follows, as long as its slot holds it. */
    BOOTSTRAP,
    /** An AS that stays in LOADING has no Kperso: what is sent to it goes in the clear. */
    NO_SESSION;

    /** In words, in the language that is shown now. */
    public String sentence() {
        return Wording.of("input").get("plan.price." + name());
    }
}
