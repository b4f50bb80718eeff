package org.keyrack.protocol.reference;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.Set;
import org.keyrack.protocol.answer.SealedHeader;

/** An AS with one rule taken out, so that a test can show that the rule is needed. */
public enum WeakenedAs {
    /** STORE T bars nothing. */
    BARS {
        @Override
        AsBars bars(ReferenceAsMemory memory) {
            return new AsBars(memory) {
                @Override
                void forNewTransportKey(int slot) {}
            };
        }
    },
    /** STORE KBK bars nothing from sealing. */
    BARS_FROM_SEALING {
        @Override
        AsBars bars(ReferenceAsMemory memory) {
            return new AsBars(memory) {
                @Override
                void forNewBackupKey() {}
            };
        }
    },
    /** A successor leaves under any slot. */
    SUCCESSOR_UNDER_ITS_PREDECESSOR_ALONE {
        @Override
        AsBars bars(ReferenceAsMemory memory) {
            return new AsBars(memory) {
                @Override
                Set<Integer> ofSuccessor(int predecessor) {
                    return Set.of();
                }
            };
        }
    },
    /** A key that was typed becomes a successor. */
    SUCCESSOR_DRAWN {
        @Override
        AsBars bars(ReferenceAsMemory memory) {
            return new AsBars(memory) {
                @Override
                void requireNewlyDrawn(ReferenceKeyLoading loading) {}
            };
        }
    },
    /** A successor takes over no bars: every key leaves under it. */
    SUCCESSOR_TAKES_OVER_BARS {
        @Override
        AsBars bars(ReferenceAsMemory memory) {
            return new AsBars(memory) {
                @Override
                void forSuccessor(int slot, int predecessor) {
                    for (Integer ref1 : memory.keys.keySet()) {
                        allow(slot, ref1);
                    }
                }
            };
        }
    },
    /** What follows a T that is barred from sealing may leave sealed. */
    SUCCESSOR_BARRED_FROM_SEALING {
        @Override
        AsBars bars(ReferenceAsMemory memory) {
            return new AsBars(memory) {
                @Override
                boolean ofSuccessorFromSealing(int predecessor) {
                    return false;
                }
            };
        }
    },
    /** A key of a sealed record keeps the bars that it had, whatever T is here. */
    BARS_OF_RECORDS {
        @Override
        AsBars bars(ReferenceAsMemory memory) {
            return new AsBars(memory) {
                @Override
                Set<Integer> ofImported(SealedHeader.OfApplicationKey header) {
                    return header.entry().barredSlots();
                }
            };
        }
    },
    /** ALLOW is done in spite of the lock. */
    LOCK {
        @Override
        AsBars bars(ReferenceAsMemory memory) {
            return new AsBars(memory) {
                @Override
                void requireAllowing() {}
            };
        }
    },
    /** A record comes in without its locks. */
    LOCKS_TRAVEL {
        @Override
        AsBars bars(ReferenceAsMemory memory) {
            return new AsBars(memory) {
                @Override
                void requireLocks(SealedHeader header) {}
            };
        }
    },
    /** The administrator does alone what is for both. */
    DUAL_CONTROL;

    AsBars bars(ReferenceAsMemory memory) {
        return new AsBars(memory);
    }

    /** A blank AS without this rule. */
    public ReferenceAs blank() {
        ReferenceAsMemory memory = new ReferenceAsMemory();
        ReferenceAsRoles roles = this == DUAL_CONTROL ? new OneIsEnough(memory) : new ReferenceAsRoles(memory);
        return new ReferenceAs(memory, new SecureRandom(), Optional.empty(), roles, bars(memory));
    }

    /** The administrator's PIN stands for both. */
    private static final class OneIsEnough extends ReferenceAsRoles {
        private final ReferenceAsMemory memory;

        OneIsEnough(ReferenceAsMemory memory) {
            super(memory);
            this.memory = memory;
        }

        @Override
        boolean isDualControl() {
            return memory.administrator.isVerified();
        }
    }
}
