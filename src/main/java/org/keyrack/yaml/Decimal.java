package org.keyrack.yaml;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A measure: a whole number as {@link Whole} writes it, and up to three digits after a point. */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface Decimal {
    /** The smallest that is allowed. */
    double least();

    /** The largest that is allowed. */
    double most();
}
