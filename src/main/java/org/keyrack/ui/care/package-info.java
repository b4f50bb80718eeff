/** What the persons of an AS card do to it over the years. */
package org.keyrack.ui.care;
