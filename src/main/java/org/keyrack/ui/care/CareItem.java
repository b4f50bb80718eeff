package org.keyrack.ui.care;

import org.keyrack.protocol.LifeCycleState;
import org.keyrack.ui.desk.Desk;
import org.keyrack.unit.AsUnit;

/** What can be done to an AS card. Each has its texts in the bundle, {@code care.ITEM.…}. */
enum CareItem {
    /** A person changes his PIN. */
    CHANGE("mdi2f-form-textbox-password"),
    /** The administrator gives the operator a new PIN. */
    UNBLOCK("mdi2l-lock-open-outline"),
    /** Administrator and custodian set exports left. */
    EXPORTS("mdi2c-counter"),
    /** Administrator and custodian take the AS to work. */
    WORK("mdi2p-play-circle-outline"),
    /** Administrator and custodian clear a T. */
    RETIRE("mdi2k-key-remove"),
    /** Its keys go to a second AS by sealed records. */
    SECOND("mdi2c-content-copy");

    private final String icon;

    CareItem(String icon) {
        this.icon = icon;
    }

    /** Ikonli's name of its icon. */
    String icon() {
        return icon;
    }

    /** The first part of its keys in the bundle, with its dot. */
    String key() {
        return "care." + name() + ".";
    }

    /** Whether an AS in this state lets it be done. */
    boolean isFor(LifeCycleState state) {
        return switch (this) {
            case CHANGE, UNBLOCK -> state != LifeCycleState.TERMINATED;
            case WORK -> state == LifeCycleState.LOADING;
            case EXPORTS, RETIRE, SECOND -> state == LifeCycleState.LOADING || state == LifeCycleState.OPERATIONAL;
        };
    }

    CareForm form(Desk desk, AsUnit as) {
        return switch (this) {
            case CHANGE -> new ChangePinForm(desk, as);
            case UNBLOCK -> new UnblockForm(desk, as);
            case EXPORTS -> new ExportsForm(desk, as);
            case WORK -> new WorkForm(desk, as);
            case RETIRE -> new RetireForm(desk, as);
            case SECOND -> new SecondForm(desk, as);
        };
    }
}
