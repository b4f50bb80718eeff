package org.keyrack.simulation;

import java.util.Optional;
import org.keyrack.ledger.Person;
import org.keyrack.ledger.Person.Role;
import org.keyrack.simulation.Choices.Kind;

/**
 * Who works at the benches of a seed: two supervisors, and who loads.
 *
 * @param role of who loads: also a supervisor releases nothing for himself
 */
record PeopleDraw(Role role) {
    static final String OPERATOR = "operator";
    static final Person FIRST = new Person("office", "Office", Role.SUPERVISOR);
    static final Person SECOND = new Person("deputy", "Deputy", Role.SUPERVISOR);

    private static final int PEOPLE_OF_THOUSAND = 150;

    static Optional<PeopleDraw> drawn(Choices choices) {
        return choices.happens(Kind.RACK, PEOPLE_OF_THOUSAND)
                ? Optional.of(new PeopleDraw(choices.of(Kind.RACK, Role.OPERATOR, Role.SUPERVISOR)))
                : Optional.empty();
    }

    Person operator() {
        return new Person(OPERATOR, "Operator", role);
    }

    /** Everybody has his own. */
    static char[] pin(String id) {
        return ("PIN of " + id).toCharArray();
    }
}
