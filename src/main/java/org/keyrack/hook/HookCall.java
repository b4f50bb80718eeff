package org.keyrack.hook;

/**
 * One call of a hook.
 *
 * @param json one object, without a line break
 */
record HookCall(HookName hook, String json) {}
