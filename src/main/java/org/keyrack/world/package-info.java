/** Time, threads, waiting and chance: what the program has from the machine that it runs on. */
package org.keyrack.world;
