/** The process that holds an AS which is no card, and the pipe to it. */
package org.keyrack.token.link;
