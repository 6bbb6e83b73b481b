package io.seatline.usecase;

/**
 * Links that open a customer's booking, with its ticket once it is paid.
 *
 * @param publicUrl the origin of the site, without a trailing slash
 */
public record BookingLinks(String publicUrl) {
    /** The link of the booking with this id. */
    public String to(String bookingId) {
        return toNone() + "?booking_id=" + bookingId;
    }

    /** The link for who returns from MoMo: the page waits for the confirmation of this payment. */
    public String afterMomo(String bookingId, String paymentId) {
        return to(bookingId) + "&returned=" + paymentId;
    }

    /** The page without a booking, which leads to the customer's bookings. */
    public String toNone() {
        return publicUrl + "/booking.html";
    }
}
