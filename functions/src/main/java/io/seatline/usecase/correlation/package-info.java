/** The correlation id, which links everything that one request led to. */
package io.seatline.usecase.correlation;
