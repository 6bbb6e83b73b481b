package io.seatline.domain.payment;

/** Where a customer pays: MoMo's payment page, the QR code's content, and the deep link into the MoMo app. */
public record PaymentLinks(String payUrl, String qrCodeUrl, String deeplink) {}
