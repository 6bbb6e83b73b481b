/** What Seatline does, one verb a class, and the ports that it needs for it. Each use case commits one transaction. */
package io.seatline.usecase;
