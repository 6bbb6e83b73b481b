/** Use cases by capability, one verb a class; each commits one transaction. Here is what they share. */
package io.seatline.usecase;

