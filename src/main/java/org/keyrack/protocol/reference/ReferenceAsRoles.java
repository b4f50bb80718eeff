package org.keyrack.protocol.reference;

import static org.keyrack.protocol.reference.Refused.require;

import org.keyrack.protocol.LifeCycleState;

/** Who may do what to an AS, and the count of acts (protocol.md, Roles). */
class ReferenceAsRoles {
    private static final int MOST_ACTS = 0xFFFF;

    private final ReferenceAsMemory memory;

    ReferenceAsRoles(ReferenceAsMemory memory) {
        this.memory = memory;
    }

    /** Dual control: administrator and custodian, both verified. */
    boolean isDualControl() {
        return memory.administrator.isVerified() && memory.custodian.isVerified();
    }

    final void requireDualControl() throws Refused {
        require(isDualControl(), Refused.PIN_NOT_VERIFIED);
    }

    /** Keys and what guards them: in LOADING, under dual control. */
    final void requireLoading() throws Refused {
        require(memory.state == LifeCycleState.LOADING, Refused.WRONG_STATE);
        requireDualControl();
    }

    /** Identity and PINs: in LOADING under dual control, in BLANK under those PINs of 81 and 82 that are set. */
    final void requirePreparing() throws Refused {
        require(memory.state.isPersonalizable(), Refused.WRONG_STATE);
        if (memory.state == LifeCycleState.BLANK) {
            require(
                    isVerifiedIfSet(memory.administrator) && isVerifiedIfSet(memory.custodian),
                    Refused.PIN_NOT_VERIFIED);
        } else {
            requireDualControl();
        }
    }

    private static boolean isVerifiedIfSet(StoredPin pin) {
        return !pin.isSet() || pin.isVerified();
    }

    /** TERMINATED: administrator or custodian; in BLANK anybody, while neither has a PIN. */
    final void requireEnding() throws Refused {
        boolean nobody =
                memory.state == LifeCycleState.BLANK && !memory.administrator.isSet() && !memory.custodian.isSet();
        require(nobody || memory.administrator.isVerified() || memory.custodian.isVerified(), Refused.PIN_NOT_VERIFIED);
    }

    /** Refuses an act that could not be counted; asked among the rules, before there is room or not. */
    final void requireActsLeft(boolean counted) throws Refused {
        require(!counted || memory.acts < MOST_ACTS, Refused.NOT_ALLOWED);
    }

    /** An act that counts once the AS was OPERATIONAL. */
    final void requireActsLeft() throws Refused {
        requireActsLeft(memory.acts > 0);
    }

    /** Counts an act, as a write of its own before it. */
    final void act(boolean counted) throws Refused {
        if (counted) {
            memory.acts++;
            memory.commit();
        }
    }

    /** Counts an act that counts once the AS was OPERATIONAL. */
    final void act() throws Refused {
        act(memory.acts > 0);
    }
}
