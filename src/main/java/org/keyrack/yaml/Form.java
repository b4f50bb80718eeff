package org.keyrack.yaml;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A text of a certain form, as it is written, in quotes or not: {@code 0101} stays these four digits. */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface Form {
    /** A regular expression for the whole text. */
    String pattern();

    /** Which form this is: {@code form.NAME} of {@code i18n/input}. */
    String name();
}
