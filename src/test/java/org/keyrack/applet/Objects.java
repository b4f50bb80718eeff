package org.keyrack.applet;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** Counts the objects and arrays that an applet's install has made: those that its fields lead to. */
final class Objects {
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    private Objects() {}

    /** Objects of an applet but for what the first selection makes. */
    static int of(UnitApplet unit) {
        Objects objects = new Objects();
        objects.visit(unit);
        return objects.seen.size();
    }

    private void visit(Object object) {
        if (object == null || object instanceof UnitCommands || !seen.add(object)) {
            return;
        }
        if (object.getClass().isArray()) {
            for (int i = 0; !object.getClass().getComponentType().isPrimitive() && i < Array.getLength(object); i++) {
                visit(Array.get(object, i));
            }
            return;
        }
        for (Class<?> type = object.getClass(); isApplets(type); type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
                    visit(value(field, object));
                }
            }
        }
    }

    private static boolean isApplets(Class<?> type) {
        return type != null && type.getName().startsWith("org.keyrack.applet.");
    }

    private static Object value(Field field, Object object) {
        field.setAccessible(true);
        try {
            return field.get(object);
        } catch (IllegalAccessException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }
}
