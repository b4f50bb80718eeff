package org.keyrack.yaml;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A whole number, written {@code 0} or {@code [1-9][0-9]*}; of a list: each of its numbers. */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface Whole {
    /** The smallest that is allowed. */
    long least();

    /** The largest that is allowed. */
    long most();
}
