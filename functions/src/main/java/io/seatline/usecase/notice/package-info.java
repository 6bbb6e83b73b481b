/** Telling customers and support staff what happened. */
package io.seatline.usecase.notice;

