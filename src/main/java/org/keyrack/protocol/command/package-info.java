/** The commands of the protocol as types: built by the host, parsed strictly by the AS and EI sides. */
package org.keyrack.protocol.command;
