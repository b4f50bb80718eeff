/** The AS and EI sides of the method in plain Java: the reference for the applets, and the AS kept on the host. */
package org.keyrack.protocol.reference;
