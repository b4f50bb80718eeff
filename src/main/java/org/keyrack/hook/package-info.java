/** What happens on a bench, told to executables of whoever runs it: never in the way of a run. */
package org.keyrack.hook;
