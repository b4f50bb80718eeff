/** What measures the product for its users: speed on the virtual bench, times of links. */
package org.keyrack.measure;
